package org.parkingrelay.outcome;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.Unfinished;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * What the outcome of a stranger's event costs: CPU, and memory made, of the thread that tells it, of the writer's thread and of the
 * producer's; bytes in Kafka; and how fast a day is looked through. With a broker in this process, whose own CPU is not counted.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.outcome.OutcomeBenchmark}
 */
public final class OutcomeBenchmark {

    private static final int CARS = 50_000;
    private static final int SECONDS = 10;
    private static final String TOPIC = "outcomes";
    private static final byte[] SECRET = new byte[32];

    private OutcomeBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker().start()) {
            String address = broker.getAdvertisedListeners();
            Map<String, Object> kafka = Map.of(
                    "bootstrap.servers",
                    address.substring(address.indexOf("://") + 3).split(",", -1)[0]);
            try (Admin admin = Admin.create(kafka)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 12, (short) 1)))
                        .all()
                        .get();
                List<PassageEvent> events = events();
                SimpleMeterRegistry registry = new SimpleMeterRegistry();
                long written = 0;
                // The first is the warm-up.
                for (int perSecond : new int[] {50_000, 10_000, 100_000, 10_000, 100_000}) {
                    written += write(kafka, events, registry, perSecond);
                }
                long bytes = admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                        .flatMap(dirs -> dirs.values().stream())
                        .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                        .filter(replica -> replica.getKey().topic().equals(TOPIC))
                        .mapToLong(replica -> replica.getValue().size())
                        .sum();
                System.out.printf("%.0f bytes an event in Kafka%n", (double) bytes / written);
            }
            read(kafka);
        }
    }

    private static List<PassageEvent> events() {
        List<PassageEvent> events = new ArrayList<>();
        for (int i = 0; i < CARS; i++) {
            events.add(new PassageEvent(
                    "e-" + i,
                    "LOT-" + i % 20,
                    i % 2 == 0 ? Direction.IN : Direction.OUT,
                    PlateNormaliser.read("粤B%05d".formatted(i)),
                    Instant.now(),
                    EventKind.PASSAGE,
                    Optional.empty(),
                    Boundary.OUTER,
                    Optional.of("E" + i % 4),
                    false));
        }
        return events;
    }

    private static long write(
            Map<String, Object> kafka, List<PassageEvent> events, SimpleMeterRegistry registry, int perSecond) {
        OutcomeState state = new OutcomeState(Optional.of(TOPIC), Clock.systemUTC(), new Meters(registry));
        Disposition stranger = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);
        Used before = Used.now();
        OutcomeWriter writer = new OutcomeWriter(
                        TOPIC,
                        () -> OutcomeProducer.from(kafka),
                        () -> CompletableFuture.completedStage(SECRET),
                        lot -> "mall",
                        false,
                        Clock.systemUTC(),
                        state)
                .start();
        long began = System.nanoTime();
        int count = perSecond * SECONDS;
        int batch = perSecond / 100;
        for (int i = 0; i < count; i += batch) {
            for (int j = i; j < i + batch; j++) {
                Origin origin =
                        new Origin("parking.gate-events.v1", j % 12, j, 0, Instant.EPOCH, Past.NONE, Unfinished.ALL, 0);
                writer.ended(Instant.EPOCH, origin, 0, events.get(j % CARS), stranger);
            }
            LockSupport.parkNanos(began + (i / batch + 1) * 10_000_000L - System.nanoTime());
        }
        // Before its threads end, since a thread that ended takes its CPU time with it.
        LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
        Used after = Used.now();
        writer.close();
        double lost = registry.get(RelayMeter.OUTCOME_RECORDS.id())
                .tag("result", "full")
                .counter()
                .count();
        double sum = 0;
        System.out.printf("%,d a second, of an event:", perSecond);
        for (String thread :
                List.of("main", "relay-outcomes", "kafka-producer-network-thread | parking-relay-outcomes")) {
            double micros = after.nanosSince(before, thread) / 1e3 / count;
            System.out.printf(
                    " %s %.2f us and %.0f bytes;", thread, micros, (double) after.bytesSince(before, thread) / count);
            sum += micros;
        }
        System.out.printf(" together %.2f us; %.0f lost%n", sum, lost);
        return count;
    }

    /** CPU and memory that threads have had, by their names. */
    private record Used(Map<String, Long> nanos, Map<String, Long> bytes) {

        static Used now() {
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            Map<String, Long> nanos = new HashMap<>();
            Map<String, Long> bytes = new HashMap<>();
            for (long id : threads.getAllThreadIds()) {
                var info = threads.getThreadInfo(id);
                if (info != null) {
                    nanos.put(info.getThreadName(), threads.getThreadCpuTime(id));
                    bytes.put(info.getThreadName(), threads.getThreadAllocatedBytes(id));
                }
            }
            return new Used(nanos, bytes);
        }

        long nanosSince(Used before, String thread) {
            return nanos.getOrDefault(thread, 0L) - before.nanos.getOrDefault(thread, 0L);
        }

        long bytesSince(Used before, String thread) {
            return bytes.getOrDefault(thread, 0L) - before.bytes.getOrDefault(thread, 0L);
        }
    }

    private static void read(Map<String, Object> kafka) throws OutcomesUnavailableException {
        try (OutcomeTopic topic = new OutcomeTopic(Optional.of(TOPIC), () -> OutcomeConsumer.from(kafka))) {
            for (boolean everywhere : new boolean[] {true, true, false}) {
                CarHistory history = new CarHistory(topic, () -> CompletableFuture.completedStage(SECRET));
                long began = System.nanoTime();
                int slices = 0;
                Optional<String> cursor = Optional.empty();
                CarHistory.Slice slice;
                do {
                    slice = history.read(
                            ((org.parkingrelay.event.PlateReading.Legible) PlateNormaliser.read("粤B00042")).all(),
                            java.time.LocalDate.now(java.time.ZoneOffset.ofHours(8)),
                            cursor,
                            everywhere);
                    cursor = slice.cursor();
                    slices++;
                } while (cursor.isPresent());
                double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
                System.out.printf(
                        "%s: %,d records in %.2f s, %d slices; %d events found%n",
                        everywhere ? "all partitions" : "the car's partition",
                        slice.progress().scanned(),
                        seconds,
                        slices,
                        slice.events().size());
            }
        }
    }
}
