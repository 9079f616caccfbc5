package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** A relay that is told to end finishes what it has begun, begins nothing more, and ends well. */
class DrainIT {

    private static final TestBroker BROKER = TestBroker.shared();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    @TempDir
    Path folder;

    private TestMall mall;

    @BeforeEach
    void start() {
        mall = new TestMall(folder, BROKER, false).member("粤B88888", "oMember");
    }

    @AfterEach
    void stop() {
        mall.close();
    }

    private Map<String, String> settings(String key, String value) {
        Map<String, String> settings = mall.settings();
        settings.put(key, value);
        return settings;
    }

    @Test
    void a_call_in_flight_is_finished_and_its_record_committed() {
        mall.wechatpay().faults().whenever(fields -> true, new Fault.Slow(Duration.ofSeconds(3)));
        try (RelayProcess relay = RelayProcess.start(folder, settings("relay.wechatpay.deadline", "20s"))) {
            BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
            await().atMost(SOON).until(() -> mall.wechatpay().ledger().entries().size() == 1);

            assertThat(relay.terminate()).isZero();
        }

        assertThat(BROKER.uncommitted(mall.events())).isZero();
        assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
        assertThat(BROKER.read(mall.deadLetters())).isEmpty();
    }

    @Test
    void a_call_that_does_not_end_is_left_after_the_timeout() {
        mall.wechatpay().faults().whenever(fields -> true, new Fault.Hang());
        Map<String, String> settings = settings("relay.wechatpay.deadline", "50s");
        settings.put("relay.intake.drain-timeout", "1s");
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
            await().atMost(SOON).until(() -> mall.wechatpay().ledger().entries().size() == 1);

            Instant told = Instant.now();
            assertThat(relay.terminate()).isZero();
            assertThat(Duration.between(told, Instant.now())).isLessThan(AT_ONCE);
        }

        assertThat(BROKER.uncommitted(mall.events())).isEqualTo(1);
        assertThat(BROKER.read(mall.deadLetters())).isEmpty();
    }

    @Test
    void an_idle_relay_ends_at_once() {
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            Instant told = Instant.now();
            assertThat(relay.terminate()).isZero();
            assertThat(Duration.between(told, Instant.now())).isLessThan(AT_ONCE);
            assertThat(relay.output()).doesNotContain("\"level\":\"ERROR\"").doesNotContain("\"level\":\"WARN\"");
        }
    }

    @Test
    void a_relay_that_reads_ends_well_when_somebody_presses_ctrl_c() {
        assumeFalse(RelayProcess.ignoresInterrupt(), "processes begun in the background inherit to ignore SIGINT");
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            await().atMost(SOON).until(() -> BROKER.readers("parking-relay", mall.events()) == 1);
            assertThat(relay.interrupt()).isZero();
        }
    }

    @Test
    void a_record_of_the_retry_topic_comes_back_when_it_is_due() {
        try (RelayProcess relay = RelayProcess.start(folder, settings("relay.retry.delay", "3s"))) {
            BROKER.publish(mall.retries(), GateEvents.bare("粤B88888", "IN"));
            Instant published = Instant.now();

            await().atMost(SOON).until(() -> mall.wechatpay().ledger().taken().size() == 1);
            assertThat(mall.wechatpay().ledger().taken().get(0).receivedAt())
                    .isAfter(published.plus(Duration.ofMillis(2_900)));
            await().atMost(SOON).until(() -> BROKER.uncommitted("parking-relay-retry", mall.retries()) == 0);
            assertThat(relay.records("forwarded", "none")).isEqualTo(1);
        }
    }

    @Test
    void a_record_that_waits_until_it_is_due_does_not_hold_up_the_end() {
        try (RelayProcess relay = RelayProcess.start(folder, settings("relay.retry.delay", "1h"))) {
            BROKER.publish(mall.retries(), GateEvents.bare("粤B88888", "IN"));
            await().atMost(SOON).until(() -> relay.page("/q/metrics").contains("relay_intake_window 1.0"));

            Instant told = Instant.now();
            assertThat(relay.terminate()).isZero();
            assertThat(Duration.between(told, Instant.now())).isLessThan(AT_ONCE);
        }
        assertThat(BROKER.uncommitted("parking-relay-retry", mall.retries())).isEqualTo(1);
        assertThat(mall.wechatpay().ledger().entries()).isEmpty();
    }
}
