package org.parkingrelay.lookup;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.parkingrelay.event.Direction;
import org.parkingrelay.state.Begin;
import org.parkingrelay.state.Candidate;
import org.parkingrelay.state.RedisStates;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.state.StateKey;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.RedisPositions;
import org.parkingrelay.testing.RedisProcess;

/**
 * The memory that a Redis needs: for a binding, and for what it remembers of a report. The figures of {@code src/docs/sizing.md}.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.lookup.RedisMemoryBenchmark}
 */
public final class RedisMemoryBenchmark {

    private static final int REPORTS = 100_000;
    private static final int AT_ONCE = 1_000;

    private RedisMemoryBenchmark() {}

    /** Prints a line for each figure. */
    public static void main(String... args) throws IOException {
        Path folder = Files.createTempDirectory("redis-memory");
        Vertx vertx = Vertx.vertx();
        try (RedisProcess redis = RedisProcess.startWithoutDisk(folder.resolve("redis"))) {
            RedisLink link = StoreRun.link(vertx, redis.host());
            long empty = usedBytes(redis);
            StoreRun.secondsToImport(
                    new RedisBindings(link, PlateKeys.of(Optional.empty())),
                    new RedisPositions(link, () -> "benchmark"),
                    Fleet.csv(folder));
            long filled = usedBytes(redis);
            print("a binding", filled - empty, Fleet.BOUND);
            ReportedStates states = new ReportedStates(
                    new RedisStates(link),
                    Optional.empty(),
                    new ReportedStates.Limits(Duration.ofSeconds(30), Duration.ofMinutes(1)),
                    "benchmark");
            report(states, Direction.IN);
            long entered = usedBytes(redis);
            print("a car's first report, until it is forgotten", entered - filled, REPORTS);
            report(states, Direction.OUT);
            print("each further report of it", usedBytes(redis) - entered, REPORTS);
        } finally {
            vertx.close();
        }
        System.exit(0);
    }

    private static void report(ReportedStates states, Direction direction) {
        for (int done = 0; done < REPORTS; done += AT_ONCE) {
            CompletableFuture<?>[] some = IntStream.range(done, done + AT_ONCE)
                    .mapToObj(car -> report(states, direction, car))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(some).join();
        }
    }

    private static CompletableFuture<?> report(ReportedStates states, Direction direction, int car) {
        Instant passed = Instant.now().plus(Duration.ofMinutes(direction == Direction.IN ? 0 : 2));
        Candidate candidate = new Candidate(
                "LOT-" + car % 100,
                "b1946ac9-2ef8-4a1c-8e2a-" + direction + car,
                direction,
                passed,
                0,
                Optional.empty(),
                passed.plus(Duration.ofHours(24)));
        return states.begin(
                        "mall",
                        new StateKey(1_000, "oUpF8uMuAJO_M2pxb1Q" + (100_000_000 + car), "粤B" + (10_000 + car)),
                        candidate)
                .thenCompose(begin -> states.accepted(((Begin.Proceed) begin).lease()))
                .toCompletableFuture();
    }

    private static long usedBytes(RedisProcess redis) {
        return redis.query("INFO", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static void print(String what, long bytes, int of) {
        System.out.printf("%-44s %6d bytes%n", what, bytes / of);
    }
}
