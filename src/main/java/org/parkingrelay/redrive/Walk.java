package org.parkingrelay.redrive;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterId;

/** Goes over the letters of a job, from where it stopped. Not thread-safe; the consumer is the caller's to close. */
interface Walk {

    /** A letter, or the place of a named one that is not there any more. */
    record Item(LetterId id, @Nullable ConsumerRecord<byte[], byte[]> record) {}

    /** The next one; null where none came in a moment, or none is left. */
    @Nullable
    Item next();

    /** Whether none is left. */
    boolean isAtEnd();

    /** Where to go on in each partition. */
    Map<Integer, Long> positions();

    /** How much was looked at since it was made, in the measure of {@link Job#total}. */
    long scanned();

    /** A walk over a selection. */
    static Walk over(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Selection selection,
            Map<Integer, Long> positions,
            Map<Integer, Long> ends) {
        return selection.isNamed()
                ? new NamedWalk(consumer, topic, selection.ids(), positions)
                : new WholeWalk(consumer, topic, positions, ends);
    }
}
