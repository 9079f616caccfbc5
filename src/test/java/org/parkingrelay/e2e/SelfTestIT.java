package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** {@code java -jar quarkus-run.jar self-test}, as a platform engineer runs it at deploy time. */
class SelfTestIT {

    private static final String MAIN = "credential \"main\" (merchant " + TestMall.MCHID + "): ";

    @TempDir
    Path folder;

    private TestMall mall;
    private Map<String, String> settings;

    @BeforeEach
    void start() {
        mall = new TestMall(folder, TestBroker.shared(), false);
        settings = mall.settings();
    }

    @AfterEach
    void stop() {
        mall.close();
    }

    private String selfTest(int status) {
        try (RelayProcess test = RelayProcess.launch(folder, settings, Map.of(), "self-test")) {
            assertThat(test.awaitEnd()).as(test.output()).isEqualTo(status);
            return test.output();
        }
    }

    @Test
    void says_what_works_even_beside_a_relay_that_serves() {
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            assertThat(selfTest(0).lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("ok      " + MAIN + "signs with ")
                                    .endsWith(", certificate serial " + TestMall.SERIAL_NUMBER),
                            line -> assertThat(line)
                                    .isEqualTo("ok      " + MAIN
                                            + mall.wechatpay().host().substring("http://".length())
                                            + " takes its signature, and the answer verifies"));
            assertThat(relay.page("/q/health/ready")).contains("UP");
        }
    }

    @Test
    void says_in_words_what_does_not_work() {
        settings.put("relay.wechatpay.credentials.\"main\".serial-number", "ABCDEF0123456789");
        settings.put("relay.wechatpay.hosts", mall.wechatpay().host() + ",http://127.0.0.1:1");

        assertThat(selfTest(1).lines())
                .anySatisfy(
                        line -> assertThat(line)
                                .startsWith("FAILED  " + MAIN)
                                .contains(
                                        " answers refused: signature, certificate, serial number or clock are not accepted (401 SIGN_ERROR), Request-ID 08"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("FAILED  " + MAIN + "127.0.0.1:1 answers unavailable: no response: "));
    }

    @Test
    void tells_an_answer_that_does_not_verify() {
        mall.wechatpay().faults().next(1, new Fault.NoSignature());

        assertThat(selfTest(1)).contains("answers in doubt: the response has no Wechatpay-");
    }

    @Test
    void tells_wrong_configuration_as_a_start_does_and_wrong_arguments_too() {
        settings.remove("relay.wechatpay.credentials.\"main\".private-key-file");
        assertThat(selfTest(1)).contains("relay.wechatpay.credentials.\"main\".private-key-file is missing; set it to");

        try (RelayProcess test = RelayProcess.launch(folder, settings, Map.of(), "selftest")) {
            assertThat(test.awaitEnd()).isEqualTo(2);
            assertThat(test.output()).contains("'selftest'", "Did you mean", "self-test");
        }
    }
}
