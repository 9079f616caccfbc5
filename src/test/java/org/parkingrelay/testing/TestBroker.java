package org.parkingrelay.testing;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A real Kafka broker for all tests of this process, with what tests ask of it. */
public final class TestBroker implements AutoCloseable {

    /** Large enough for an event of 1 MiB and its dead letter. */
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private static TestBroker shared;

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    /** Speaks to a broker that runs already. */
    public TestBroker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.request.size", MAX_MESSAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** The broker in this process, started at the first call. */
    public static synchronized TestBroker shared() {
        if (shared == null) {
            EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                    .withAdditionalProperties(
                            properties -> properties.put("message.max.bytes", String.valueOf(MAX_MESSAGE_BYTES)))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            String address = broker.getAdvertisedListeners();
            shared =
                    new TestBroker(address.substring(address.indexOf("://") + 3).split(",")[0]);
        }
        return shared;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** A topic with settings of its own. */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configs);
        await(admin.createTopics(List.of(topic)).all());
    }

    /** A topic that keeps the last record of each key. */
    public void createCompactedTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of("cleanup.policy", "compact"));
    }

    /** Has a topic have so many partitions. */
    public void grow(String topic, int partitions) {
        await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return await(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
    }

    /** A setting of a topic. */
    public String setting(String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return await(admin.describeConfigs(List.of(resource)).all())
                .get(resource)
                .get(key)
                .value();
    }

    /** Whether there is a topic of this name. */
    public boolean hasTopic(String name) {
        return await(admin.listTopics().names()).contains(name);
    }

    /** The names of all consumer groups. */
    public Set<String> groups() {
        return await(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet());
    }

    /** Has a topic take no records longer than so many bytes. */
    public void limit(String topic, int bytes) {
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
        await(admin.incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                .all());
    }

    /** Publishes a record and waits until the broker has it. */
    public RecordMetadata publish(ProducerRecord<byte[], byte[]> record) {
        return await(producer.send(record));
    }

    public RecordMetadata publish(String topic, String value) {
        return publish(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Publishes a record with a key; null for no value. */
    public RecordMetadata publish(String topic, String key, String value) {
        return await(publishLater(topic, key, value));
    }

    /** Likewise without waiting. */
    public Future<RecordMetadata> publishLater(String topic, String key, String value) {
        return publishLater(new ProducerRecord<>(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Publishes without waiting; {@link #flush} waits for all. */
    public Future<RecordMetadata> publishLater(String topic, String value) {
        return publishLater(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Likewise; while the broker is down the record waits. */
    public Future<RecordMetadata> publishLater(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    public void flush() {
        producer.flush();
    }

    /** Everything in a topic now. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return read(topic, "read_uncommitted");
    }

    /** Likewise, but for what belongs to transactions that were broken off. */
    public List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) {
        return read(topic, "read_committed");
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest", "isolation.level", isolation);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The first record of a topic that is such a one, waited for. */
    public ConsumerRecord<byte[], byte[]> awaitRecord(
            String topic, Duration atMost, Predicate<ConsumerRecord<byte[], byte[]>> such) {
        return Awaitility.await()
                .atMost(atMost)
                .until(() -> read(topic).stream().filter(such).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The last value of a header as text, empty where it is missing. */
    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** How many records of a topic the relay has not committed. */
    public long uncommitted(String topic) {
        return uncommitted("parking-relay", topic);
    }

    /** How many records of a topic a group has not committed. */
    public long uncommitted(String group, String topic) {
        int partitions = await(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
        long lag = 0;
        for (int partition = 0; partition < partitions; partition++) {
            TopicPartition of = new TopicPartition(topic, partition);
            lag += await(admin.listOffsets(Map.of(of, OffsetSpec.latest())).partitionResult(of))
                            .offset()
                    - committed(group, of);
        }
        return lag;
    }

    /** Whether a group is through with a topic: as far as the marks of transactions, which nobody commits over, can tell. */
    public boolean committedToEnd(String group, String topic) {
        return uncommitted(group, topic) <= partitions(topic);
    }

    /** The committed offset of a partition, 0 where there is none. */
    public long committed(String group, TopicPartition partition) {
        OffsetAndMetadata committed = await(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .get(partition);
        return committed == null ? 0 : committed.offset();
    }

    /** How many members of a group have partitions of a topic. */
    public long readers(String group, String topic) {
        return await(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
                .filter(member -> member.assignment().topicPartitions().stream()
                        .anyMatch(partition -> partition.topic().equals(topic)))
                .count();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The clients only; the broker goes on. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close();
    }
}
