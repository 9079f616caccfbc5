package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The packaged jar against Kafka as it is shipped, where a container engine answers. CI has one, so there it always runs. */
@EnabledIf("hasEngine")
class ContainersIT {

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
}
