package org.parkingrelay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;

/**
 * WeChat Pay is down for long: the relay probes, holds what it must, needs no more memory, and delivers all that still matters
 * afterwards. By hand: {@code mvn verify -Dit.test=LongOutageIT -Dfaults.outage=10}, in minutes.
 */
@EnabledIfSystemProperty(named = "faults.outage", matches = "\\d+")
class LongOutageIT {

    private static final Duration OUTAGE = Duration.ofMinutes(Integer.getInteger("faults.outage", 10));
    private static final Duration BEFORE = Duration.ofSeconds(20);
    private static final Duration AFTER = Duration.ofSeconds(10);
    /** Until the relay has seen that all calls fail. */
    private static final Duration NOTICING = Duration.ofSeconds(15);

    private static final Duration SAMPLING = Duration.ofSeconds(10);
    private static final double CARS_PER_SECOND = 6;
    private static final double CALLS_PER_SECOND = 1.2;
    private static final long GROWTH_MIB = 40;
    private static final Invariants.Limits LIMITS = new Invariants.Limits(200, 0, Duration.ofMinutes(3));

    @TempDir
    Path folder;

    private final ScheduledExecutorService agenda = Executors.newScheduledThreadPool(3);

    private record Sample(Instant at, long heapMib, long residentMib) {

        static Sample of(RelayProcess relay) {
            double heap = relay.page("/q/metrics")
                    .lines()
                    .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            return new Sample(Instant.now(), (long) heap >> 20, resident(relay.pid()) >> 10);
        }

        /** In KiB, where the system tells; else 0. */
        private static long resident(long pid) {
            Path status = Path.of("/proc", String.valueOf(pid), "status");
            if (!Files.exists(status)) {
                return 0;
            }
            try {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void a_long_outage_costs_no_memory_and_no_event() {
        Duration time = BEFORE.plus(OUTAGE).plus(AFTER);
        Workload workload =
                new Workload(1, Instant.now(), (int) (time.toSeconds() * CARS_PER_SECOND), Scene.PARTITIONS);
        Quiet.kafkaClients();
        Optional<RedisProcess> redis = Store.start(folder);
        try (BrokerProcess broker = BrokerProcess.start(folder);
                Scene scene = new Scene(folder, broker, redis, workload.bindings());
                Fleet fleet = scene.fleet(1, List.of()).start()) {
            Notebook notebook = new Notebook(scene);
            List<Sample> samples = new ArrayList<>();
            Instant start = Instant.now();
            CompletableFuture<Void> published = notebook.publish(workload, time, agenda);
            awaitInstant(start.plus(BEFORE));
            scene.wechatpay().faults().whenever(fields -> true, new Fault.Status(503, "SYSTEM_ERROR", "系统错误"));
            // A 503 may have been taken all the same, so that a newer state is repeated where one is told in between.
            notebook.disrupted();
            Instant end = start.plus(BEFORE).plus(OUTAGE);
            var sampling = agenda.scheduleAtFixedRate(
                    () -> samples.add(Sample.of(fleet.get(0))),
                    NOTICING.toMillis(),
                    SAMPLING.toMillis(),
                    TimeUnit.MILLISECONDS);
            awaitInstant(end);
            sampling.cancel(false);
            scene.wechatpay().faults().clear();
            published.join();
            Instant healed = Instant.now();
            await("everything settled")
                    .atMost(LIMITS.recovery().multipliedBy(2))
                    .until(scene::isSettled);
            Duration recovery = Duration.between(healed, Instant.now());
            List<Verdict> verdicts = Invariants.judge(notebook.evidence(List.of(), Optional.of(recovery)), LIMITS);
            Map<String, Long> calls = calls(scene, start.plus(BEFORE).plus(NOTICING), end);

            samples.forEach(sample -> System.out.println(
                    sample.at() + "  heap " + sample.heapMib() + " MiB  resident " + sample.residentMib() + " MiB"));
            System.out.println("calls while it was down, by merchant: " + calls);
            verdicts.forEach(System.out::println);
            assertThat(calls.values())
                    .allSatisfy(count ->
                            assertThat((double) count).isLessThanOrEqualTo(OUTAGE.toSeconds() * CALLS_PER_SECOND));
            // What is used just after a collection is near the smallest of several samples.
            assertThat(growth(samples, Sample::heapMib)).as("MiB of heap").isLessThan(GROWTH_MIB);
            assertThat(growth(samples, Sample::residentMib)).as("MiB resident").isLessThan(GROWTH_MIB);
            assertThat(verdicts).allMatch(Verdict::holds);
        } finally {
            agenda.shutdownNow();
            redis.ifPresent(RedisProcess::close);
        }
    }

    private static void awaitInstant(Instant instant) {
        await().atMost(Duration.between(Instant.now(), instant).plusSeconds(10))
                .until(() -> Instant.now().isAfter(instant));
    }

    private static Map<String, Long> calls(Scene scene, Instant from, Instant to) {
        return scene.wechatpay().ledger().entries().stream()
                .filter(entry ->
                        entry.receivedAt().isAfter(from) && entry.receivedAt().isBefore(to))
                .collect(Collectors.groupingBy(LedgerEntry::mchid, Collectors.counting()));
    }

    /** From the smallest of the first third of the samples to the smallest of the last. */
    private static long growth(List<Sample> samples, ToLongFunction<Sample> what) {
        int third = Math.max(1, samples.size() / 3);
        return smallest(samples.subList(samples.size() - third, samples.size()), what)
                - smallest(samples.subList(0, third), what);
    }

    private static long smallest(List<Sample> samples, ToLongFunction<Sample> what) {
        return samples.stream().mapToLong(what).min().orElseThrow();
    }
}
