package org.parkingrelay.redrive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.outbox.Origin;

/**
 * Makes of a dead letter the record that it was: its topic, its partition while there is one, key, value, producer's headers and
 * timestamp. Some vendors' events have no other time than that.
 *
 * <p>How often it was redriven goes along in {@link Origin#REDRIVES}. On a source topic anybody may have written that header; all that a
 * forged one can do is to have its own record quarantined sooner, or, set back to 0 by whoever publishes it anew, later.
 */
final class FrontDoor {

    private FrontDoor() {}

    /**
     * The copy.
     *
     * @param partitions of the letter's topic
     */
    static ProducerRecord<byte[], byte[]> copy(
            DeadLetter letter, DeadLetter.Source source, int partitions, Optional<Difference> difference) {
        RecordHeaders headers = Origin.foreign(letter.raw().headers());
        Origin.add(headers, Origin.REDRIVES, String.valueOf(letter.redrives() + 1));
        boolean isThere = source.partition() >= 0 && source.partition() < partitions;
        return new ProducerRecord<>(
                source.topic(),
                isThere ? source.partition() : null,
                source.timestamp() < 0 ? null : source.timestamp(),
                letter.raw().key(),
                value(letter.raw().value(), difference),
                headers);
    }

    private static byte @Nullable [] value(byte @Nullable [] original, Optional<Difference> difference) {
        return difference
                .map(edited -> edited.applyTo(Difference.textOf(original)).getBytes(StandardCharsets.UTF_8))
                .orElse(original);
    }
}
