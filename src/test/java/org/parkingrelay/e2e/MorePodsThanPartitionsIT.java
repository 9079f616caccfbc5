package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** A relay without a partition is in reserve: ready and alive, and at work as soon as one that has partitions ends. */
class MorePodsThanPartitionsIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final int PODS = 4;
    private static final int PARTITIONS = 2;
    private static final int CARS = 12;
    private static final List<String> LITTLE = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    Path folder;

    private final List<RelayProcess> relays = new ArrayList<>();
    private RedisProcess redis;
    private TestMall mall;
    private String events;

    @BeforeEach
    void start() {
        redis = RedisProcess.start(folder.resolve("redis"));
        mall = new TestMall(folder, BROKER, false).on(redis.host());
        events = mall.events() + "-narrow";
        BROKER.createTopic(events, PARTITIONS);
        mall.with("relay.intake.topics", events);
        for (int car = 0; car < CARS; car++) {
            mall.member(plate(car), "oMember" + car);
        }
    }

    @AfterEach
    void stop() {
        relays.forEach(RelayProcess::close);
        mall.close();
        redis.close();
    }

    private static String plate(int car) {
        return "粤B%05d".formatted(10_000 + car);
    }

    /** Cars that pass, in turns by all partitions, and the time until WeChat Pay has heard of all. */
    private Duration drive(String direction) {
        Instant from = Instant.now();
        long before = mall.wechatpay().ledger().takenCount();
        for (int car = 0; car < CARS; car++) {
            BROKER.publish(new ProducerRecord<>(
                    events,
                    car % PARTITIONS,
                    null,
                    GateEvents.bare(plate(car), direction).getBytes(StandardCharsets.UTF_8)));
        }
        await("all cars told")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> mall.wechatpay().ledger().takenCount() == before + CARS);
        return Duration.between(from, Instant.now());
    }

    private static boolean isWell(RelayProcess relay) {
        return relay.status("/q/health/ready") == 200 && relay.status("/q/health/live") == 200;
    }

    private static boolean hasWorked(RelayProcess relay) {
        return relay.records("forwarded", "none") > 0;
    }

    /** Those that have partitions: a relay counts a little after WeChat Pay has heard. */
    private static List<RelayProcess> busy(List<RelayProcess> relays) {
        return await().atMost(SOON)
                .until(
                        () -> relays.stream()
                                .filter(MorePodsThanPartitionsIT::hasWorked)
                                .toList(),
                        busy -> busy.size() == PARTITIONS);
    }

    @Test
    void relays_without_a_partition_are_ready_and_take_over() {
        for (int pod = 0; pod < PODS; pod++) {
            relays.add(RelayProcess.launch(folder, LITTLE, mall.settings()));
        }
        relays.forEach(RelayProcess::awaitReady);
        await().atMost(SOON).until(() -> BROKER.readers("parking-relay", events) == PARTITIONS);
        await("all ready and alive, for longer than a session of Kafka")
                .during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(25))
                .until(() -> relays.stream().allMatch(MorePodsThanPartitionsIT::isWell));
        drive("IN");
        RelayProcess leaving = busy(relays).get(0);
        List<RelayProcess> staying =
                relays.stream().filter(relay -> relay != leaving).toList();

        assertThat(leaving.terminate()).isZero();
        Duration took = drive("OUT");

        System.out.println("after a graceful end all cars were told within " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(8));
        assertThat(staying).allMatch(MorePodsThanPartitionsIT::isWell);
        assertThat(busy(staying)).hasSize(PARTITIONS);
        await().atMost(SOON).until(() -> BROKER.uncommitted("parking-relay", events) == 0);
    }
}
