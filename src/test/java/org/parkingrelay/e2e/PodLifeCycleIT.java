package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** What the life of a pod needs of the relay: probes that say what they should until the end, and an end in time. */
class PodLifeCycleIT {

    private static final TestBroker BROKER = TestBroker.shared();

    private static final Duration SOON = Duration.ofSeconds(30);
    /** What Kubernetes leaves a pod where nobody says otherwise. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Beyond the drain: offsets, and what is taken down one after the other. */
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(6);

    private static final Fault DOWN = new Fault.Status(500, "SYSTEM_ERROR", "系统错误");
    private static final int CARS = 40;

    @TempDir
    Path folder;

    private TestMall mall;

    @AfterEach
    void stop() {
        mall.close();
    }

    private TestMall mallAt(TestBroker broker) {
        mall = new TestMall(folder, broker, false);
        for (int car = 0; car < CARS; car++) {
            mall.member(plate(car), "oMember" + car);
        }
        return mall;
    }

    private static String plate(int car) {
        return "粤B%05d".formatted(10_000 + car);
    }

    private void publish(TestBroker broker, int car, int partition) {
        broker.publish(new ProducerRecord<>(
                mall.events(),
                partition,
                null,
                GateEvents.bare(plate(car), "IN").getBytes(StandardCharsets.UTF_8)));
    }

    /** What the probes see, as they see it. */
    private static void awaitAllProbes(RelayProcess relay) {
        for (String probe : new String[] {"started", "live", "ready"}) {
            await(probe).atMost(SOON).until(() -> relay.status("/q/health/" + probe) == 200);
        }
    }

    private void awaitCalls(int count) {
        await("calls")
                .atMost(SOON)
                .until(() -> mall.wechatpay().ledger().entries().size() >= count);
    }

    private static Duration timeToEnd(RelayProcess relay) {
        Instant told = Instant.now();
        assertThat(relay.terminate()).as("status").isZero();
        Duration took = Duration.between(told, Instant.now());
        System.out.println("ended " + took.toMillis() + " ms after SIGTERM");
        return took;
    }

    @Test
    void readiness_does_not_follow_wechat_pay_that_answers_only_errors() {
        mallAt(BROKER).wechatpay().faults().whenever(fields -> true, DOWN);
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            for (int car = 0; car < CARS; car++) {
                publish(BROKER, car, car % 3);
            }
            assertPausedAndReady(relay);
        }
    }

    @Test
    void readiness_does_not_follow_wechat_pay_where_nobody_listens() {
        mallAt(BROKER).wechatpay().close();
        // Also a relay that starts meanwhile gets ready, or no roll-out would end during an outage.
        try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            for (int car = 0; car < CARS; car++) {
                publish(BROKER, car, car % 3);
            }
            assertPausedAndReady(relay);
        }
    }

    private static void assertPausedAndReady(RelayProcess relay) {
        await().atMost(SOON).until(() -> relay.page("/q/health/ready").contains("\"main\": \"paused: outage"));
        await("still ready")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> relay.status("/q/health/ready") == 200 && relay.status("/q/health/live") == 200);
        assertThat(relay.page("/q/health/ready")).contains("\"main\": \"paused: outage");
    }

    @Test
    void a_relay_that_drains_is_not_ready_but_alive_and_answers_until_its_calls_have_ended() {
        mallAt(BROKER).wechatpay().faults().whenever(fields -> true, new Fault.Slow(Duration.ofSeconds(4)));
        Map<String, String> settings =
                mall.with("relay.wechatpay.deadline", "20s").settings();
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            awaitAllProbes(relay);
            publish(BROKER, 0, 0);
            awaitCalls(1);

            CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(relay::terminate);
            await("not ready")
                    .atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> relay.status("/q/health/ready") == 503);
            assertThat(relay.page("/q/health/ready")).contains("\"name\": \"intake\"");
            assertThat(relay.status("/q/health/live")).isEqualTo(200);
            // While the call is under way.
            await().atMost(SOON).until(() -> {
                boolean isUnderWay = mall.wechatpay().ledger().open() > 0;
                int live = relay.status("/q/health/live");
                int metrics = relay.status("/q/metrics");
                if (isUnderWay && mall.wechatpay().ledger().open() > 0) {
                    assertThat(live).isEqualTo(200);
                    assertThat(metrics).isEqualTo(200);
                }
                return !isUnderWay;
            });
            assertThat(ended.join()).isZero();
        }
        assertThat(BROKER.uncommitted(mall.events())).isZero();
        assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
    }

    @Test
    void a_second_signal_changes_nothing() {
        mallAt(BROKER).wechatpay().faults().whenever(fields -> true, new Fault.Slow(Duration.ofSeconds(3)));
        Map<String, String> settings =
                mall.with("relay.wechatpay.deadline", "20s").settings();
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            publish(BROKER, 0, 0);
            awaitCalls(1);

            CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(relay::terminate);
            await().atMost(SOON).until(() -> relay.status("/q/health/ready") == 503);
            assertThat(relay.terminate()).isZero();
            assertThat(ended.join()).isZero();
        }
        assertThat(BROKER.uncommitted(mall.events())).isZero();
        assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
    }

    @Test
    void many_calls_that_hang_are_left_in_time_and_what_was_settled_is_committed() {
        mallAt(BROKER).wechatpay().faults().whenever(fields -> hangs(fields.plateNumber()), new Fault.Hang());
        Duration drain = Duration.ofSeconds(2);
        Map<String, String> settings = mall.with("relay.wechatpay.deadline", "50s")
                .with("relay.intake.drain-timeout", drain.toSeconds() + "s")
                .settings();
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            for (int car = 0; car < CARS; car++) {
                publish(BROKER, car, hangs(plate(car)) ? 1 : 0);
            }
            awaitCalls(CARS);

            assertThat(timeToEnd(relay)).isLessThan(drain.plus(A_FEW_SECONDS));
        }
        assertThat(mall.wechatpay().ledger().taken()).hasSize(CARS / 2);
        assertThat(BROKER.uncommitted(mall.events())).isEqualTo(CARS / 2);
        assertThat(BROKER.read(mall.deadLetters())).isEmpty();
    }

    private static boolean hangs(String plate) {
        return Integer.parseInt(plate.substring(2)) % 2 == 0;
    }

    @Test
    void a_relay_whose_broker_is_gone_ends_in_time() {
        try (BrokerProcess process = BrokerProcess.start(folder);
                TestBroker broker = new TestBroker(process.bootstrapServers())) {
            mallAt(broker);
            try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
                for (int car = 0; car < CARS; car++) {
                    publish(broker, car, car % 3);
                }
                awaitCalls(CARS);
                process.kill();

                assertThat(timeToEnd(relay)).isLessThan(GRACE);
            }
        }
    }

    @Test
    void a_relay_whose_store_does_not_answer_ends_in_time_and_leaves_what_waits_for_it() {
        try (RedisProcess redis = RedisProcess.start(folder.resolve("redis"))) {
            mallAt(BROKER).on(redis.host());
            try (RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
                publish(BROKER, 0, 0);
                await().atMost(SOON).until(() -> BROKER.uncommitted(mall.events()) == 0);
                redis.pause();
                for (int car = 1; car < CARS; car++) {
                    publish(BROKER, car, car % 3);
                }
                await().atMost(SOON).until(() -> relay.page("/q/health/ready").contains("\"inFlight\": " + (CARS - 1)));

                assertThat(timeToEnd(relay)).isLessThan(GRACE);
            }
        }
        assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
        assertThat(BROKER.uncommitted(mall.events())).isEqualTo(CARS - 1);
    }
}
