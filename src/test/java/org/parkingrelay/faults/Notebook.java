package org.parkingrelay.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.parkingrelay.standin.Ledger;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.TestBroker;

/** Publishes, and writes down what a judge will want to know. Thread-safe. */
final class Notebook {

    private final Scene scene;
    private final Map<Future<RecordMetadata>, Workload.Planned> sent = new LinkedHashMap<>();
    private final List<Evidence.Snapshot> snapshots = new ArrayList<>();
    private int disruptions;

    Notebook(Scene scene) {
        this.scene = scene;
    }

    synchronized void publish(Workload.Planned planned) {
        Integer partition =
                planned.partition().isPresent() ? planned.partition().getAsInt() : null;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                scene.events(),
                partition,
                planned.bytes().keyBytes(),
                planned.bytes().valueBytes());
        sent.put(scene.topics().publishLater(record), planned);
    }

    /** Something broke because of which reports may be made twice. */
    synchronized void disrupted() {
        disruptions++;
    }

    /** Writes down what is committed, and only then what is done; waits while the broker is down. */
    void snapshot(String when) {
        Map<Integer, Long> committed = scene.kafka().committed(Scene.GROUP, scene.events());
        Map<Integer, Long> retryCommitted = scene.kafka().committed(Scene.RETRY_GROUP, scene.retries());
        int accepted = (int) scene.wechatpay().ledger().takenCount();
        Map<Integer, Long> deadLetterEnds = scene.kafka().ends(scene.deadLetters());
        Map<Integer, Long> retryEnds = scene.kafka().ends(scene.retries());
        synchronized (this) {
            snapshots.add(new Evidence.Snapshot(when, committed, retryCommitted, accepted, deadLetterEnds, retryEnds));
        }
    }

    /** Reads everything that there is now. */
    synchronized Evidence evidence(List<Evidence.Stop> stops, Optional<Duration> recovery) {
        Ledger ledger = scene.wechatpay().ledger();
        return new Evidence(
                published(),
                ledger.taken().stream().map(Notebook::accepted).toList(),
                ledger.flights().stream()
                        // A call that was refused is of no key.
                        .filter(flight -> !flight.key().isBlank())
                        .map(flight -> new Evidence.Call(flight.key(), flight.from(), flight.to()))
                        .toList(),
                kept(scene.deadLetters()),
                kept(scene.retries()),
                List.copyOf(snapshots),
                List.copyOf(stops),
                disruptions,
                Instant.now(),
                recovery);
    }

    private List<Evidence.Published> published() {
        List<Evidence.Published> published = new ArrayList<>();
        sent.forEach((future, planned) -> {
            try {
                RecordMetadata metadata = future.get();
                published.add(new Evidence.Published(planned, metadata.partition(), metadata.offset()));
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("the harness could not publish " + planned.name(), e);
            }
        });
        return published;
    }

    private static Evidence.Accepted accepted(LedgerEntry entry) {
        LedgerEntry.Fields fields = entry.fields();
        return new Evidence.Accepted(
                fields.key(),
                fields.state(),
                OffsetDateTime.parse(fields.time()).toInstant(),
                !entry.answer().equals("204"));
    }

    private List<Evidence.Kept> kept(String topic) {
        List<Evidence.Kept> kept = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : scene.topics().read(topic)) {
            kept.add(new Evidence.Kept(
                    record.partition(),
                    record.offset(),
                    Bytes.of(record.key(), record.value()),
                    TestBroker.header(record, "relay-reason")));
        }
        return kept;
    }
}
