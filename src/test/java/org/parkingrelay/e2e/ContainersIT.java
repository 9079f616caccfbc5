package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;

/** The packaged jar against Kafka as it is shipped, where a container engine answers. CI has one, so there it always runs. */
@EnabledIf("hasEngine")
class ContainersIT {

    private static final int REDIS_PORT = 6379;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    static boolean hasEngine() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Test
    void events_of_a_kafka_container_are_forwarded_and_committed() {
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1")) {
            kafka.start();
            TestBroker broker = new TestBroker(kafka.getBootstrapServers());
            try (TestMall mall = new TestMall(folder, broker, false).member("粤B88888", "oMember");
                    RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
                broker.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
                broker.publish(mall.events(), "no event");

                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
                    assertThat(broker.uncommitted(mall.events())).isZero();
                });
                assertThat(broker.read(mall.deadLetters())).hasSize(1);
                assertThat(relay.records("dead_lettered", "undecodable")).isEqualTo(1);
            }
        }
    }

    /** Two relays, a Kafka and a Redis in containers; the Redis is paused in between. */
    @Test
    void two_relays_share_a_redis_container_and_report_the_newest_state_once() {
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1");
                GenericContainer<?> redis = new GenericContainer<>("redis:7").withExposedPorts(REDIS_PORT)) {
            kafka.start();
            redis.start();
            TestBroker broker = new TestBroker(kafka.getBootstrapServers());
            try (TestMall mall = new TestMall(folder, broker, false).member("粤B88888", "oMember")) {
                mall.on("redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT));
                try (RelayProcess first = RelayProcess.start(folder, mall.settings());
                        RelayProcess second = RelayProcess.start(folder, mall.settings())) {
                    Instant now = Instant.now();
                    publishTenTimes(broker, mall, "in", "IN", now.minusSeconds(20));
                    await().atMost(SOON).until(() -> broker.uncommitted(mall.events()) == 0);

                    redis.getDockerClient()
                            .pauseContainerCmd(redis.getContainerId())
                            .exec();
                    publishTenTimes(broker, mall, "out", "OUT", now);
                    publishTenTimes(broker, mall, "late", "IN", now.minusSeconds(10));
                    redis.getDockerClient()
                            .unpauseContainerCmd(redis.getContainerId())
                            .exec();

                    await().atMost(SOON).until(() -> broker.uncommitted(mall.events()) == 0);
                    assertThat(mall.wechatpay().ledger().taken())
                            .extracting(entry -> entry.fields().state())
                            .startsWith("IN")
                            .endsWith("OUT");
                    assertThat(first.records("skipped", "not_a_member") + second.records("skipped", "not_a_member"))
                            .isZero();
                    assertThat(first.records("forwarded", "none") + second.records("forwarded", "none"))
                            .isBetween(2L, 3L);
                }
            }
        }
    }

    private static void publishTenTimes(TestBroker broker, TestMall mall, String id, String direction, Instant at) {
        for (int i = 0; i < 10; i++) {
            broker.publish(mall.events(), GateEvents.of(id, "LOT-1", "粤B88888", direction, at, ""));
        }
    }
}
