package org.parkingrelay.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Kafka's own clients make of it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RehearsalBrokerTest {

    private static final String TOPIC = "events";
    private static final List<String> VALUES = List.of("first", "second", "third");

    private RehearsalBroker broker;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void start() throws IOException {
        broker = RehearsalBroker.start(
                TOPIC,
                bytes("key"),
                VALUES.stream().map(RehearsalBrokerTest::bytes).toList());
    }

    @AfterEach
    void end() throws IOException {
        broker.close();
    }

    private KafkaConsumer<String, String> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName()),
                new StringDeserializer(),
                new StringDeserializer());
    }

    @Test
    void a_member_of_a_group_reads_the_records_once_in_their_order_and_may_commit_them() {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer("readers")) {
            consumer.subscribe(List.of("other", TOPIC));
            while (records.size() < VALUES.size()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            consumer.commitSync();

            assertThat(consumer.assignment())
                    .isEqualTo(Set.of(new TopicPartition("other", 0), new TopicPartition(TOPIC, 0)));
            assertThat(consumer.poll(Duration.ofMillis(100))).isEmpty();
        }
        assertThat(records).extracting(ConsumerRecord::value).isEqualTo(VALUES);
        assertThat(records).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L);
        assertThat(records).extracting(ConsumerRecord::key).containsOnly("key");
    }

    @Test
    void a_reader_without_a_group_learns_where_partitions_begin_and_end() {
        TopicPartition full = new TopicPartition(TOPIC, 0);
        TopicPartition empty = new TopicPartition("other", 0);
        try (KafkaConsumer<String, String> consumer = consumer("unused")) {
            assertThat(consumer.partitionsFor(TOPIC)).hasSize(1);
            assertThat(consumer.beginningOffsets(List.of(full, empty))).isEqualTo(Map.of(full, 0L, empty, 0L));
            assertThat(consumer.endOffsets(List.of(full, empty))).isEqualTo(Map.of(full, 3L, empty, 0L));
        }
    }

    @Test
    void what_is_written_is_confirmed() throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            assertThat(producer.send(new ProducerRecord<>("written", "value")).get())
                    .extracting(written -> written.topic() + "-" + written.partition())
                    .isEqualTo("written-0");
        }
    }

    @Test
    void topics_groups_and_the_cluster_are_described() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            TopicDescription topic =
                    admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
            ConsumerGroupDescription group =
                    admin.describeConsumerGroups(List.of("readers")).all().get().get("readers");

            assertThat(topic.partitions()).hasSize(1);
            assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }
}
