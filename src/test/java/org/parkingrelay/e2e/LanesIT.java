package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** An outage, of WeChat Pay or of one merchant only: who waits, where, and what comes of it. */
class LanesIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Fault DOWN = new Fault.Status(500, "SYSTEM_ERROR", "系统错误");

    @TempDir
    Path folder;

    private TestMall mall;

    @BeforeEach
    void start() {
        mall = new TestMall(folder, BROKER, false)
                .with("relay.retry.budget", "2s")
                .with("relay.retry.delay", "1s");
        for (int car = 0; car < 100; car++) {
            mall.member(plate(car), "oMember" + car);
        }
    }

    @AfterEach
    void stop() {
        mall.close();
    }

    /** A second merchant, which WeChat Pay does not know, with a circle and a car park of its own. */
    private Map<String, String> settingsWithBrokenMerchant() {
        Map<String, String> settings = mall.settings();
        settings.keySet().stream()
                .filter(key -> key.contains("\"main\""))
                .toList()
                .forEach(key -> settings.put(key.replace("\"main\"", "\"broken\""), settings.get(key)));
        settings.put("relay.wechatpay.credentials.\"broken\".mchid", "1900000999");
        settings.put("relay.circles.\"other\".app-id", TestMall.APP_ID);
        settings.put("relay.circles.\"other\".brand-id", "2000");
        settings.put("relay.circles.\"other\".credential", "broken");
        settings.put("relay.lots.\"LOT-2\"", "other");
        return settings;
    }

    private void publish(int car, String lot) {
        BROKER.publish(mall.events(), GateEvents.of(lot + "-" + car, lot, plate(car), "IN", Instant.now(), ""));
    }

    private static String plate(int car) {
        return "粤B%05d".formatted(10_000 + car);
    }

    private long lag() {
        return BROKER.uncommitted(mall.events()) + BROKER.uncommitted("parking-relay-retry", mall.retries());
    }

    @Test
    void an_outage_costs_one_call_a_second_and_loses_nothing() {
        mall.wechatpay().faults().whenever(fields -> true, DOWN);
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            for (int car = 0; car < 100; car++) {
                publish(car, "LOT-1");
            }
            await().atMost(SOON).until(() -> relay.page("/q/health/ready").contains("paused: outage"));
            int calls = mall.wechatpay().ledger().entries().size();
            Instant since = Instant.now();
            await().atMost(SOON).until(() -> mall.wechatpay().ledger().entries().size() >= calls + 5);
            // Those that were under way when the lane paused end within the first second.
            assertThat(Duration.between(since, Instant.now())).isGreaterThan(Duration.ofSeconds(3));
            assertThat(BROKER.read(mall.retries())).isEmpty();

            mall.wechatpay().faults().clear();

            await().atMost(SOON).until(() -> mall.wechatpay().ledger().taken().size() == 100);
            await().atMost(SOON).until(() -> lag() == 0);
            assertThat(BROKER.read(mall.deadLetters())).isEmpty();
            assertThat(relay.page("/q/health/ready")).contains("\"main\": \"flowing\"");
        }
    }

    @Test
    void a_merchant_that_is_refused_holds_up_no_other_and_its_events_go_round_by_the_retry_topic() {
        try (RelayProcess relay = RelayProcess.start(folder, settingsWithBrokenMerchant())) {
            for (int car = 0; car < 50; car++) {
                publish(car, "LOT-2");
                publish(car, "LOT-1");
            }

            await().atMost(SOON).until(() -> mall.wechatpay().ledger().taken().size() == 50);
            await().atMost(SOON).until(() -> relay.records("deferred", "lane_paused") > 0);
            assertThat(relay.page("/q/health/ready"))
                    .contains("\"broken\": \"paused: refused_credential", "\"main\": \"flowing\"");
            assertThat(relay.page("/q/metrics")).contains("relay_lane_state{credential=\"broken\"}");
            assertThat(BROKER.read(mall.deadLetters())).isEmpty();
            assertThat(BROKER.read(mall.retries()).get(0)).satisfies(copy -> {
                assertThat(TestBroker.header(copy, "relay-deferred")).isEqualTo("LANE_PAUSED");
                assertThat(TestBroker.header(copy, "relay-topic")).isEqualTo(mall.events());
            });
        }
    }

    @Test
    void what_went_to_the_retry_topic_is_delivered_by_another_relay_later() {
        Map<String, String> settings = settingsWithBrokenMerchant();
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            publish(1, "LOT-2");
            publish(2, "LOT-1");
            await().atMost(SOON).until(() -> relay.records("deferred", "lane_paused") > 0);
        }
        // The merchant's number was wrong, and is mended.
        settings.put("relay.wechatpay.credentials.\"broken\".mchid", TestMall.MCHID);
        settings.put("relay.circles.\"other\".brand-id", String.valueOf(TestMall.BRAND_ID));
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            await().atMost(SOON).until(() -> relay.records("forwarded", "none") == 1);
            await().atMost(SOON).until(() -> lag() == 0);
        }
        assertThat(mall.wechatpay().ledger().taken())
                .extracting(entry -> entry.fields().openid())
                .containsExactly("oMember2", "oMember1");
        assertThat(BROKER.read(mall.deadLetters())).isEmpty();
    }

    @Test
    void a_dry_run_does_everything_but_the_call() {
        mall.with("relay.delivery.dry-run", "true");
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            for (String lot : List.of("LOT-1", "LOT-9")) {
                publish(1, lot);
            }

            await().atMost(SOON).until(() -> lag() == 0);
            assertThat(relay.records("forwarded", "dry_run")).isEqualTo(1);
            assertThat(BROKER.read(mall.deadLetters())).hasSize(1);
        }
        assertThat(mall.wechatpay().ledger().entries()).isEmpty();

        // Nobody was told, so a relay that is no dry run tells.
        try (RelayProcess relay = RelayProcess.start(
                folder, mall.with("relay.delivery.dry-run", "false").settings())) {
            publish(1, "LOT-1");
            await().atMost(SOON).until(() -> relay.records("forwarded", "none") == 1);
        }
    }
}
