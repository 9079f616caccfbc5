package org.parkingrelay.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.parkingrelay.standin.Ledger;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.TestBroker;

/** Publishes, and writes down what a judge will want to know. Thread-safe. */
final class Notebook {

    private static final Duration TICK = Duration.ofMillis(50);

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

    /** Publishes a workload in its own rhythm, spread over a time; completes with the last record. */
    CompletableFuture<Void> publish(Workload workload, Duration time, ScheduledExecutorService agenda) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        List<Workload.Planned> records = workload.records();
        AtomicInteger next = new AtomicInteger();
        Instant start = Instant.now();
        Runnable tick = () -> {
            double share = (double) Duration.between(start, Instant.now()).toMillis() / time.toMillis();
            int due = workload.dueBy(share);
            while (next.get() < due) {
                publish(records.get(next.getAndIncrement()));
            }
            if (due == records.size()) {
                done.complete(null);
            }
        };
        agenda.scheduleWithFixedDelay(tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return done;
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
        Set<Long> taken = ledger.taken().stream().map(LedgerEntry::number).collect(Collectors.toSet());
        return new Evidence(
                published(),
                ledger.taken().stream().map(Notebook::accepted).toList(),
                ledger.flights().stream()
                        // A call that was refused is of no key.
                        .filter(flight -> !flight.key().isBlank())
                        .map(flight -> new Evidence.Call(
                                flight.key(), flight.from(), flight.to(), taken.contains(flight.number())))
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
                published.add(new Evidence.Published(
                        planned, metadata.partition(), metadata.offset(), Instant.ofEpochMilli(metadata.timestamp())));
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
                !entry.answer().equals("204"),
                entry.receivedAt());
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
