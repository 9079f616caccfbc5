package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.redrive.JournalText.NotAnEntryException;

/** What was done about each letter by now, for who looks once. */
public final class JournalStates {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private JournalStates() {}

    /**
     * Reads the journal to its end; where there is none nothing was done.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    public static LetterStates read(String journal, RedriveClients clients) {
        JournalFold fold = new JournalFold();
        try (Consumer<byte[], byte[]> consumer = clients.reader().get()) {
            List<PartitionInfo> known = consumer.partitionsFor(journal);
            if (known == null || known.isEmpty()) {
                return fold;
            }
            TopicPartition partition = new TopicPartition(journal, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long before = consumer.position(partition);
            Slice slice = Slice.begin(PATIENCE);
            while (consumer.position(partition) < end) {
                if (!slice.lasts(consumer.position(partition) > before)) {
                    before = consumer.position(partition);
                    slice = Slice.begin(PATIENCE);
                }
                consumer.poll(POLL).forEach(record -> take(record, fold));
            }
        }
        return fold;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, JournalFold fold) {
        try {
            fold.take(
                    record.offset(),
                    JournalText.read(record.value())
                            .orElseThrow(() -> new UnsupportedVersionException("an entry of a newer relay")));
        } catch (NotAnEntryException e) {
            // A relay that follows the journal tells of it.
        }
    }
}
