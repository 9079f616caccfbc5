package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** Many cars at once through the packaged jar. */
class ThroughputIT {

    private static final int CARS = 1_000;
    private static final int ROUNDS = 10;
    /** So long that a hundred are in flight where only 500 are signed a second, by a slow processor that does other work besides. */
    private static final Duration LATENCY = Duration.ofMillis(200);

    private static final TestBroker BROKER = TestBroker.shared();

    @TempDir
    Path folder;

    private static String plate(int car) {
        return "粤B%05d".formatted(10_000 + car);
    }

    private static Map<String, List<String>> statesByCar(List<LedgerEntry> taken) {
        Map<String, List<String>> states = new LinkedHashMap<>();
        for (LedgerEntry entry : taken) {
            states.computeIfAbsent(entry.fields().plateNumber(), plate -> new ArrayList<>())
                    .add(entry.fields().state());
        }
        return states;
    }

    @Test
    void a_thousand_cars_in_and_out_are_reported_in_order_and_more_than_a_hundred_at_a_time() {
        try (TestMall mall = new TestMall(folder, BROKER, false)) {
            for (int car = 0; car < CARS; car++) {
                mall.member(plate(car), "oMember_" + car);
            }
            mall.wechatpay().latency(LATENCY);
            // No key, as vendors send: a car's events are in one partition only because this topic has one.
            String topic = mall.events() + "-ordered";
            BROKER.createTopic(topic, 1);
            Map<String, String> settings = mall.settings();
            settings.put("relay.intake.topics", topic);

            try (RelayProcess relay = RelayProcess.start(folder, settings)) {
                int mostInFlight = 0;
                // The first rounds find code that is not compiled yet; how much is in flight then says little.
                for (int round = 1; round <= ROUNDS && (round <= 3 || mostInFlight <= 100); round++) {
                    mall.wechatpay().ledger().clear();
                    driveInAndOut(topic);
                    long expected = 2L * CARS * round;
                    await().atMost(Duration.ofSeconds(60)).until(() -> relay.records("forwarded", "none") == expected);
                    List<LedgerEntry> taken = mall.wechatpay().ledger().taken();
                    assertThat(taken).hasSize(2 * CARS);
                    assertThat(statesByCar(taken))
                            .hasSize(CARS)
                            .allSatisfy((plate, states) -> assertThat(states).containsExactly("IN", "OUT"));
                    mostInFlight =
                            Math.max(mostInFlight, mall.wechatpay().ledger().mostOpen());
                    assertThat(mall.wechatpay().ledger().mostOpenOfOneKey()).isEqualTo(1);
                }
                System.out.println("Most calls in flight at " + LATENCY.toMillis() + " ms: " + mostInFlight);
                assertThat(mostInFlight).isGreaterThan(100);
                await().until(() -> BROKER.uncommitted(topic) == 0);
            }
        }
    }

    private static void driveInAndOut(String topic) {
        for (String direction : List.of("IN", "OUT")) {
            for (int car = 0; car < CARS; car++) {
                BROKER.publishLater(topic, GateEvents.bare(plate(car), direction));
            }
        }
        BROKER.flush();
    }

    @Test
    void ten_thousand_events_each_end_in_one_disposition() {
        try (TestMall mall = new TestMall(folder, BROKER, false)) {
            // Every tenth car is a member's; every hundredth event is no event.
            for (int car = 0; car < 10_000; car += 10) {
                mall.member(plate(car), "oMember_" + car);
            }
            Map<String, String> settings = mall.settings();
            settings.put("relay.intake.topics", mall.events() + "|none");

            try (RelayProcess relay = RelayProcess.start(folder, settings)) {
                // The first batch finds code that is not compiled yet.
                for (int batch = 1; batch <= 3; batch++) {
                    long start = System.nanoTime();
                    Duration cpu = relay.cpu();
                    for (int event = 0; event < 10_000; event++) {
                        BROKER.publishLater(
                                mall.events(), event % 100 == 7 ? "{" : GateEvents.bare(plate(event), "IN"));
                    }
                    BROKER.flush();
                    await().atMost(Duration.ofSeconds(60))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> BROKER.uncommitted(mall.events()) == 0);
                    System.out.printf(
                            "10,000 events, 1,000 forwarded, 100 dead letters: %d ms until all was committed (once a second),"
                                    + " %d ms of CPU%n",
                            Duration.ofNanos(System.nanoTime() - start).toMillis(),
                            relay.cpu().minus(cpu).toMillis());

                    assertThat(relay.records("forwarded", "none")).isEqualTo(batch * 1_000L);
                    assertThat(relay.records("skipped", "not_a_member")).isEqualTo(batch * 8_900L);
                    assertThat(relay.records("dead_lettered", "undecodable")).isEqualTo(batch * 100L);
                    assertThat(mall.wechatpay().ledger().takenCount()).isEqualTo(batch * 1_000L);
                    assertThat(BROKER.read(mall.deadLetters())).hasSize(batch * 100);
                }
            }
        }
    }
}
