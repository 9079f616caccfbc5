package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** Offsets are committed up to the first unsettled record of a partition, whatever happens around it. */
class SettlementIT {

    private static final TestBroker BROKER = TestBroker.shared();

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final String GROUP = "parking-relay";
    private static final int PARTITIONS = 3;

    @TempDir
    Path folder;

    private TestMall mall;

    @BeforeEach
    void start() {
        mall = new TestMall(folder, BROKER, false);
    }

    @AfterEach
    void stop() {
        mall.close();
    }

    private void publish(int partition, String plate) {
        byte[] value = GateEvents.bare(plate, "IN").getBytes(StandardCharsets.UTF_8);
        BROKER.publish(new ProducerRecord<>(mall.events(), partition, null, value));
    }

    private List<String> taken() {
        return mall.wechatpay().ledger().taken().stream()
                .map(entry -> entry.fields().plateNumber())
                .toList();
    }

    @Test
    void a_full_window_stops_its_channel_until_its_first_record_is_settled() {
        mall.member("粤B88888", "oMember").member("粤B77777", "oOther");
        mall.wechatpay()
                .faults()
                .whenever(
                        fields -> fields.plateNumber().equals("粤B88888"),
                        new Fault.Status(503, "SERVICE_UNAVAILABLE", "服务不可用"));
        Map<String, String> settings = mall.settings();
        settings.put("relay.intake.max-window", "5");
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            publish(0, "粤B88888");
            for (int i = 0; i < 20; i++) {
                BROKER.publish(new ProducerRecord<>(mall.events(), 0, null, "{}".getBytes(StandardCharsets.UTF_8)));
            }
            for (int i = 0; i < 20; i++) {
                publish(0, "粤A1%04d".formatted(i));
            }
            await().atMost(SOON).until(() -> relay.records("dead_lettered", "invalid") == 4);
            await().during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .until(() -> relay.records("dead_lettered", "invalid") == 4);
            assertThat(relay.page("/q/metrics")).contains("relay_intake_window 5.0");
            assertThat(relay.page("/q/health/ready"))
                    .contains("\"largestWindow\": 5")
                    .contains("\"status\": \"UP\"");
            assertThat(BROKER.committed(GROUP, new TopicPartition(mall.events(), 0)))
                    .isZero();

            mall.wechatpay().faults().clear();

            await().atMost(SOON).until(() -> relay.records("dead_lettered", "invalid") == 20);
            await().atMost(SOON).until(() -> relay.records("skipped", "not_a_member") == 20);
            publish(1, "粤B77777");
            await().atMost(SOON).until(() -> BROKER.uncommitted(mall.events()) == 0);
            assertThat(taken()).containsExactly("粤B88888", "粤B77777");
        }
    }

    @Test
    void a_second_relay_takes_over_at_the_first_unsettled_record() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        List<String> stuck = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < 5; i++) {
                before.add("粤B1%d%03d".formatted(partition, i));
                after.add("粤B2%d%03d".formatted(partition, i));
            }
            stuck.add("粤B3%d000".formatted(partition));
        }
        List.of(before, after, stuck)
                .forEach(plates -> plates.forEach(plate -> mall.member(plate, "o" + plate.substring(2))));
        mall.wechatpay()
                .faults()
                .whenever(
                        fields -> stuck.contains(fields.plateNumber()),
                        new Fault.Status(503, "SERVICE_UNAVAILABLE", "服务不可用"));
        Map<String, String> second = mall.settings();
        second.put("relay.lookup.embedded.path", folder.resolve("second.mv").toString());
        try (RelayProcess one = RelayProcess.start(folder, mall.settings())) {
            for (int i = 0; i < before.size(); i++) {
                publish(i / 5, before.get(i));
            }
            for (int partition = 0; partition < PARTITIONS; partition++) {
                publish(partition, stuck.get(partition));
            }
            for (int i = 0; i < after.size(); i++) {
                publish(i / 5, after.get(i));
            }
            await().atMost(SOON).until(() -> taken().containsAll(before) && taken().containsAll(after));
            await().atMost(SOON).untilAsserted(this::assertCommittedToTheStuckRecords);

            try (RelayProcess two = RelayProcess.start(folder, second)) {
                await().atMost(SOON).until(() -> BROKER.readers(GROUP, mall.events()) == 2);
                await().atMost(SOON).until(() -> two.calls("unavailable") > 0);
                assertCommittedToTheStuckRecords();
                mall.wechatpay().faults().clear();

                await().atMost(SOON).until(() -> BROKER.uncommitted(mall.events()) == 0);
                assertThat(taken()).containsAll(stuck);
                assertThat(taken()).filteredOn(before::contains).doesNotHaveDuplicates();
                assertThat(one.output() + two.output()).doesNotContain("\"level\":\"ERROR\"");
            }
        }
        assertThat(BROKER.read(mall.deadLetters())).isEmpty();
    }

    private void assertCommittedToTheStuckRecords() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(BROKER.committed(GROUP, new TopicPartition(mall.events(), partition)))
                    .isEqualTo(5);
        }
    }
}
