package org.parkingrelay.explain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.outbox.KafkaRefusal;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.OwnConsumer;
import org.parkingrelay.outbox.RecordId;

/** Reads the last records of a topic, in no group and without a trace on the broker. */
public final class TopicTail {

    private static final int PATIENCE_MS = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
            Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparingInt(ConsumerRecord::partition)
                    .thenComparingLong(ConsumerRecord::offset);

    private final Map<String, Object> kafka;
    private final String retryTopic;
    private final String deadLetterTopic;
    private final Clock clock;

    /**
     * A reader.
     *
     * @param kafka the keys {@code kafka.*} of the configuration
     * @param retryTopic whose records are read as what they are copies of
     * @param deadLetterTopic likewise
     */
    public TopicTail(Map<String, Object> kafka, String retryTopic, String deadLetterTopic, Clock clock) {
        this.kafka = kafka;
        this.retryTopic = retryTopic;
        this.deadLetterTopic = deadLetterTopic;
        this.clock = clock;
    }

    /** The last {@code count} records over all partitions, the oldest first. */
    public List<Sample> last(String topic, int count) throws ExplainException {
        Map<String, Object> config = OwnConsumer.config(kafka, "parking-relay-explain", PATIENCE_MS);
        try (Consumer<byte[], byte[]> consumer = OwnConsumer.open(config)) {
            return read(consumer, topic, count).stream()
                    .map(record -> new Sample(name(record), asWritten(record)))
                    .toList();
        } catch (TimeoutException e) {
            throw new ExplainException("no Kafka answers at " + config.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)
                    + " within " + PATIENCE_MS / 1_000 + " s; check kafka.bootstrap.servers");

        } catch (KafkaException e) {
            Optional<KafkaRefusal> refusal = KafkaRefusal.of(e);
            if (refusal.isPresent()) {
                throw new ExplainException(refusal.get().sentence());
            }
            if (e instanceof TopicAuthorizationException) {
                throw new ExplainException(
                        "Kafka does not allow kafka.* to read topic " + topic + "; allow its user READ on the topic");
            }
            throw new ExplainException("topic " + topic + " cannot be read from "
                    + config.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG) + " ("
                    + e.getClass().getSimpleName() + "); check the topic and kafka.bootstrap.servers");
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Consumer<byte[], byte[]> consumer, String topic, int count)
            throws ExplainException {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new ExplainException("there is no topic " + topic);
        }
        List<TopicPartition> partitions = known.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        consumer.assign(partitions);
        ends.forEach((partition, end) ->
                consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), end - count)));
        Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> tails = new HashMap<>();
        Instant deadline = clock.instant().plusMillis(PATIENCE_MS);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (clock.instant().isAfter(deadline)) {
                throw new ExplainException("topic " + topic + " could not be read to its end within "
                        + PATIENCE_MS / 1_000 + " s; ask for fewer records with --last");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(topic, record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    tails.computeIfAbsent(partition, first -> new ArrayDeque<>())
                            .add(record);
                }
            }
        }
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        tails.values().forEach(all::addAll);
        all.sort(BY_TIME);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** A copy on a topic of the relay's own is read as its original. */
    private GateRecord asWritten(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(deadLetterTopic)) {
            GateRecord letter = GateRecord.of(record);
            String original = letter.header("dead-letter-topic");
            String timestamp = letter.header(Origin.TIMESTAMP);
            boolean isTold = timestamp != null && timestamp.matches("\\d{1,18}");
            return new GateRecord(
                    original == null ? record.topic() : original,
                    isTold ? Long.parseLong(timestamp) : record.timestamp(),
                    record);
        }
        Origin origin = Origin.of(record, retryTopic, clock.instant());
        return new GateRecord(origin.topic(), origin.timestamp(), record);
    }

    private String name(ConsumerRecord<byte[], byte[]> record) {
        String name = RecordId.of(record) + ", written " + Times.text(Instant.ofEpochMilli(record.timestamp()));
        if (!record.topic().equals(deadLetterTopic)) {
            return name;
        }
        GateRecord letter = GateRecord.of(record);
        return name + ", a dead letter of " + letter.header("relay-id") + ": " + letter.header("relay-reason") + " — "
                + letter.header("dead-letter-reason");
    }
}
