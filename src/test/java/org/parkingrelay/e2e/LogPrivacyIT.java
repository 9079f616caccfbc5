package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** At the most talkative level of every library, with every kind of answer, no line holds what must not be seen. */
class LogPrivacyIT {

    private static final TestBroker BROKER = TestBroker.shared();

    @TempDir
    Path folder;

    @Test
    void a_trace_of_everything_holds_no_personal_data_and_no_secret() {
        try (TestMall mall = new TestMall(folder, BROKER, false).member("粤B73915", "oTraceMember_42")) {
            Map<String, String> settings = mall.settings();
            settings.put("quarkus.log.level", "TRACE");
            for (String category : List.of("org.apache.kafka", "io.smallrye.reactive.messaging.kafka")) {
                settings.put("quarkus.log.category.\"" + category + "\".level", "TRACE");
            }
            mall.wechatpay().faults().next(1, new Fault.Status(500, "SYSTEM_ERROR", "系统错误"));
            mall.wechatpay().faults().next(1, new Fault.BadSignature());
            mall.wechatpay().faults().next(1, new Fault.Html(502));
            mall.wechatpay().faults().next(1, new Fault.Reset());
            mall.wechatpay().faults().next(1, new Fault.Hang());
            mall.wechatpay().faults().next(1, new Fault.Status(400, "PARAM_ERROR", "plate_number格式有误: 粤B73915"));
            try (RelayProcess relay = RelayProcess.start(folder, settings)) {
                BROKER.publish(mall.events(), GateEvents.bare("粤B73915", "IN"));
                BROKER.publish(mall.events(), GateEvents.bare("粤B73915", "OUT"));
                BROKER.publish(mall.events(), GateEvents.bare("粤B73915", "SIDEWAYS"));
                await().atMost(Duration.ofSeconds(60)).until(() -> BROKER.uncommitted(mall.events()) == 0);

                assertThat(relay.records("dead_lettered", "rejected")).isEqualTo(1);
                assertThat(relay.output()).contains("\"level\":\"TRACE\"");
                for (String forbidden : List.of(
                        "B73915", "oTraceMember", "plate_number", "openid", "signature=", "nonce_str", "PRIVATE KEY")) {
                    assertThat(relay.output().lines().filter(line -> line.contains(forbidden)))
                            .as(forbidden)
                            .isEmpty();
                }
            }
        }
    }
}
