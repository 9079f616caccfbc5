package org.parkingrelay.outcome;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * What the outcome of a stranger's event costs: CPU of the thread that tells it, of the writer's thread and of the producer's; bytes in
 * Kafka; and how fast a day is looked through. With a broker in this process, whose own CPU is not counted.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.outcome.OutcomeBenchmark}
 */
public final class OutcomeBenchmark {

    private static final int CARS = 50_000;
    private static final int EVENTS = 400_000;
    private static final int PER_SECOND = 10_000;
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
                for (String round : List.of("warm-up", "measured", "again")) {
                    write(kafka, events, registry, round);
                }
                long bytes = admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                        .flatMap(dirs -> dirs.values().stream())
                        .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                        .filter(replica -> replica.getKey().topic().equals(TOPIC))
                        .mapToLong(replica -> replica.getValue().size())
                        .sum();
                System.out.printf("%.0f bytes an event in Kafka%n", (double) bytes / (3 * EVENTS));
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

    private static void write(
            Map<String, Object> kafka, List<PassageEvent> events, SimpleMeterRegistry registry, String round) {
        OutcomeState state = new OutcomeState(Optional.of(TOPIC), Clock.systemUTC(), new Meters(registry));
        Disposition stranger = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);
        Map<String, Long> before = cpu();
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
        long telling = 0;
        int batch = PER_SECOND / 100;
        for (int i = 0; i < EVENTS; i += batch) {
            long start = System.nanoTime();
            for (int j = i; j < i + batch; j++) {
                Origin origin =
                        new Origin("parking.gate-events.v1", j % 12, j, 0, Instant.EPOCH, Past.NONE, Unfinished.ALL, 0);
                writer.ended(origin, 0, events.get(j % CARS), stranger);
            }
            telling += System.nanoTime() - start;
            LockSupport.parkNanos(began + (i / batch + 1) * 10_000_000L - System.nanoTime());
        }
        // Before its threads end, since a thread that ended takes its CPU time with it.
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        Map<String, Long> after = cpu();
        writer.close();
        double own = micros(before, after, "relay-outcomes");
        double producer = micros(before, after, "kafka-producer-network-thread | parking-relay-outcomes");
        double lost = registry.get(RelayMeter.OUTCOME_RECORDS.id())
                .tag("result", "full")
                .counter()
                .count();
        System.out.printf(
                "%s: telling %.2f us, writer %.2f us, producer %.2f us of an event; %.0f lost%n",
                round, telling / 1e3 / EVENTS, own, producer, lost);
    }

    private static double micros(Map<String, Long> before, Map<String, Long> after, String thread) {
        return (after.getOrDefault(thread, 0L) - before.getOrDefault(thread, 0L)) / 1e3 / EVENTS;
    }

    private static Map<String, Long> cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> times = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null) {
                times.put(info.getThreadName(), threads.getThreadCpuTime(id));
            }
        }
        return times;
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
