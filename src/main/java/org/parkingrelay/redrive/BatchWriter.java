package org.parkingrelay.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Writes copies and the entries that tell of them in one transaction: all are there afterwards, or none. */
final class BatchWriter {

    static final String TOO_LARGE = "too_large";
    static final String REFUSED = "refused";

    private final Producer<byte[], byte[]> producer;
    private final String journal;

    BatchWriter(Producer<byte[], byte[]> producer, String journal) {
        this.producer = producer;
        this.journal = journal;
    }

    /** Makes the entries, once it is known where the copies are. */
    interface Telling {
        List<JournalEntry> entries(List<Place> places);
    }

    /**
     * Kafka does not take a copy. Nothing was written.
     *
     * @see Counts#failed
     */
    static final class NotTakenException extends Exception {
        private final String reason;

        private NotTakenException(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * Writes; returns the offset of the last entry.
     *
     * @throws KafkaException if it is not known whether it is written. Whoever goes on must make a new producer, which has Kafka decide that
     */
    long write(List<Batch.Copy> copies, Telling telling) throws NotTakenException {
        producer.beginTransaction();
        List<Place> places = new ArrayList<>();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Batch.Copy copy : copies) {
                sent.add(producer.send(copy.record()));
            }
            producer.flush();
            awaitAll(sent, places);
        } catch (KafkaException e) {
            Optional<String> reason = reasonOf(e);
            if (reason.isEmpty()) {
                throw e;
            }
            producer.abortTransaction();
            throw new NotTakenException(reason.get());
        }
        List<Future<RecordMetadata>> entries = new ArrayList<>();
        for (JournalEntry entry : telling.entries(places)) {
            entries.add(producer.send(new ProducerRecord<>(journal, 0, null, JournalText.write(entry))));
        }
        producer.commitTransaction();
        return done(entries.get(entries.size() - 1)).offset();
    }

    /** Of several failures tells one with a reason: Kafka gives none to the records that only went along with a wrong one. */
    private static void awaitAll(List<Future<RecordMetadata>> sent, List<Place> places) {
        KafkaException told = null;
        for (Future<RecordMetadata> one : sent) {
            try {
                RecordMetadata written = done(one);
                places.add(new Place(written.topic(), written.partition(), written.offset()));
            } catch (KafkaException e) {
                told = told == null || (reasonOf(told).isEmpty() && reasonOf(e).isPresent()) ? e : told;
            }
        }
        if (told != null) {
            throw told;
        }
    }

    private static RecordMetadata done(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    /** Why Kafka does not take a record, where that lies in the record or its topic and would be so again. */
    private static Optional<String> reasonOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
                return Optional.of(TOO_LARGE);
            }
            if (cause instanceof TopicAuthorizationException) {
                return Optional.of(Targets.NOT_ALLOWED);
            }
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
                return Optional.of(Targets.NO_TOPIC);
            }
            if (cause instanceof InvalidTimestampException
                    || cause instanceof InvalidRecordException
                    || cause instanceof PolicyViolationException) {
                return Optional.of(REFUSED);
            }
        }
        return Optional.empty();
    }
}
