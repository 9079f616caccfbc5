package org.parkingrelay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.wechatpay.SelfTest;
import org.parkingrelay.wechatpay.WeChatPay;
import org.parkingrelay.wechatpay.WeChatPayConfig;

/** Runs the self-test of the credentials and prints a line for each thing tried. */
class SelfTestCommand implements QuarkusApplication {

    private final WeChatPayConfig config;
    private final String version;

    SelfTestCommand(WeChatPayConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.version = version;
    }

    @Override
    public int run(String... args) {
        ConfigProblems problems = new ConfigProblems();
        try (WeChatPay wechatpay = WeChatPay.from(config, Clock.systemUTC(), problems)) {
            problems.throwIfAny();
            Meters meters = new Meters(new SimpleMeterRegistry());
            List<SelfTest.Finding> findings =
                    wechatpay.selfTest(meters, version).run();
            findings.forEach(System.out::println);
            return findings.stream().allMatch(SelfTest.Finding::works) ? 0 : 1;
        }
    }
}
