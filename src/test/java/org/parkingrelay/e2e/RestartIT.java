package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** Nothing is lost when the relay ends while events are in flight, and none is given up because of it. */
class RestartIT {

    private static final TestBroker BROKER = TestBroker.shared();

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private TestMall mall;

    @BeforeEach
    void start() {
        mall = new TestMall(folder, BROKER, false).member("粤B88888", "oMember").member("粤B77777", "oOther");
    }

    @AfterEach
    void stop() {
        mall.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_event_that_waits_for_a_retry_is_forwarded_after_the_next_start(boolean killed) {
        mall.wechatpay().faults().whenever(fields -> true, new Fault.Status(503, "SERVICE_UNAVAILABLE", "服务不可用"));
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
            BROKER.publish(mall.events(), GateEvents.bare("粤A11111", "IN"));
            await().atMost(SOON).until(() -> mall.wechatpay().ledger().entries().size() > 2);
            if (killed) {
                relay.kill();
            } else {
                relay.terminate();
            }
        }
        assertThat(mall.wechatpay().ledger().taken()).isEmpty();
        assertThat(BROKER.uncommitted(mall.events())).isPositive();
        mall.wechatpay().faults().clear();

        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(mall.wechatpay().ledger().taken()).hasSize(1));
            await().until(() -> BROKER.uncommitted(mall.events()) == 0);
            assertThat(relay.records("forwarded", "none")).isEqualTo(1);
        }
        assertThat(BROKER.read(mall.deadLetters())).isEmpty();
    }

    @Test
    void a_record_whose_dead_letter_cannot_be_written_is_not_settled() {
        // So small that the write fails for as long as this relay runs.
        BROKER.limit(mall.deadLetters(), 10);
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            BROKER.publish(mall.events(), "not an event");
            BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
            await().untilAsserted(
                            () -> assertThat(mall.wechatpay().ledger().taken()).hasSize(1));
            await().atMost(SOON)
                    .until(() -> relay.page("/q/metrics")
                            .lines()
                            .anyMatch(line -> line.matches("relay_dead_letter_write_failures_total [1-9].*")));
            assertThat(relay.records("dead_lettered", "undecodable")).isZero();
            assertThat(BROKER.uncommitted(mall.events())).isPositive();
        }

        BROKER.limit(mall.deadLetters(), 1_000_000);
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            await().atMost(SOON).until(() -> relay.records("dead_lettered", "undecodable") == 1);
        }
        assertThat(BROKER.read(mall.deadLetters())).hasSize(1);
    }
}
