package org.parkingrelay.lookup;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.parkingrelay.event.Plate;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.RedisPositions;
import org.parkingrelay.testing.RedisProcess;

/**
 * Both stores with a million plates, as ratios within one run: look-ups in Redis to what redis-benchmark reaches without pipelining,
 * an import to redis-cli --pipe with the same data; and look-ups in the file by one thread. Rounds of relay and peer alternate;
 * medians count. Ends with status 1 where a bound is missed.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.lookup.StoreBenchmark}
 */
public final class StoreBenchmark {

    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int ROUNDS = 5;
    private static final int IMPORTS = 3;
    private static final int CLIENTS = 50;

    /** What a relay of 350 MiB leaves for its heap. */
    private static final String HEAP = "-Xmx192m";

    private final Path folder;
    private final boolean hasPeers = RedisTools.areThere();
    private boolean isMissed;

    private StoreBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Runs all and prints a line for each figure. */
    public static void main(String... args) throws Exception {
        Path folder = Files.createTempDirectory("store-benchmark");
        StoreBenchmark benchmark = new StoreBenchmark(folder);
        try {
            benchmark.run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(benchmark.isMissed ? 1 : 0);
    }

    private void run() throws IOException, InterruptedException {
        if (!hasPeers) {
            System.out.println(
                    "redis-benchmark and redis-cli are not on the PATH (Debian: apt-get install redis-tools):"
                            + " no ratios for Redis");
        }
        Path csv = Fleet.csv(folder);
        try (RedisProcess redis = RedisProcess.startWithoutDisk(folder.resolve("redis"))) {
            importIntoRedis(redis, csv);
            askRedis(redis);
        }
        file(csv);
    }

    /** As a person would who means it; relays otherwise refuse a Redis that has lost its data. */
    private static void empty(RedisProcess redis) {
        redis.query(
                "EVAL",
                "redis.call('FLUSHALL') return redis.call('SET', KEYS[1], 'plain')",
                "1",
                "parking-relay:binding-format");
    }

    private void importIntoRedis(RedisProcess redis, Path csv) throws IOException, InterruptedException {
        Path commands = Fleet.commands(folder);
        double[] piped = new double[IMPORTS];
        double[] cold = new double[IMPORTS];
        double[] warm = new double[IMPORTS];
        Vertx vertx = Vertx.vertx();
        for (int i = 0; i < IMPORTS; i++) {
            if (hasPeers) {
                empty(redis);
                piped[i] = RedisTools.secondsToPipe(redis.port(), commands);
            }
            empty(redis);
            cold[i] = child("redis", redis.host(), csv.toString()).get(0);
            check(redis);
            // Each once more by this process, which has then done it before.
            for (int j = i == 0 ? 0 : 1; j < 2; j++) {
                empty(redis);
                RedisLink link = StoreRun.link(vertx, redis.host());
                warm[i] = StoreRun.secondsToImport(
                        new RedisBindings(link, PlateKeys.of(Optional.empty())),
                        new RedisPositions(link, () -> "benchmark"),
                        csv);
            }
        }
        vertx.close();
        double peer = Fleet.BOUND / median(piped);
        line("redis-cli --pipe", peer, "lines/s");
        ratio("import into Redis, first thing in a JVM", Fleet.BOUND / median(cold), "lines/s", peer, 0.5);
        ratio("import into Redis, warm", Fleet.BOUND / median(warm), "lines/s", peer, 0.5);
    }

    private static void check(RedisProcess redis) throws IOException {
        // Beside the plates: the format, and the position of the import.
        int keys = Integer.parseInt(redis.query("DBSIZE").trim());
        if (keys != Fleet.BOUND + 2) {
            throw new IOException("Redis has " + keys + " keys after an import");
        }
    }

    private void askRedis(RedisProcess redis) throws IOException, InterruptedException {
        Plate[] questions = Fleet.questions(10);
        double[] peer = new double[ROUNDS];
        double[] inTurn = new double[ROUNDS];
        double[] fromOutside = new double[ROUNDS];
        Vertx vertx = Vertx.vertx();
        Rate rate = new Rate(
                new RedisBindings(StoreRun.link(vertx, redis.host()), PlateKeys.of(Optional.empty())), questions);
        rate.inTurn(CLIENTS, ROUND.multipliedBy(2));
        rate.fromOutside(CLIENTS, ROUND);
        for (int i = 0; i < ROUNDS; i++) {
            peer[i] = hasPeers ? RedisTools.getsPerSecond(redis.port()) : 0;
            inTurn[i] = rate.inTurn(CLIENTS, ROUND);
            fromOutside[i] = rate.fromOutside(CLIENTS, ROUND);
        }
        vertx.close();
        line("redis-benchmark -t get -c 50", median(peer), "gets/s");
        ratio("look-ups in Redis, 50 under way", median(inTurn), "look-ups/s", median(peer), 1);
        ratio("the same, asked by two other threads", median(fromOutside), "look-ups/s", median(peer), 1);
    }

    private void file(Path csv) throws IOException, InterruptedException {
        String store = folder.resolve("bindings.mv").toString();
        line(
                "import into the file, first thing",
                Fleet.BOUND / child("file", store, csv.toString()).get(0),
                "lines/s");
        List<Double> asked = child("ask", store);
        line("file opened", asked.get(0) * 1000, "ms");
        ratio("look-ups in the file, 10 % bound, 1 thread", asked.get(1), "look-ups/s", 500_000, 1);
        line("look-ups in the file, all bound, 1 thread", asked.get(2), "look-ups/s");
        line("heap after these (" + HEAP + ")", asked.get(3), "MiB");
        line("resident memory", asked.get(4), "MiB");
        line("size of the file", Files.size(Path.of(store)) >> 20, "MiB");
    }

    /** The numbers that a fresh process prints. */
    private static List<Double> child(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                StoreRun.class.getName()));
        command.addAll(List.of(args));
        return RedisTools.run(null, command)
                .lines()
                .filter(line -> line.matches("[0-9.]+(E-?\\d+)?"))
                .map(Double::valueOf)
                .toList();
    }

    private static void line(String what, double value, String unit) {
        System.out.printf("%-44s %,12.0f %s%n", what, value, unit);
    }

    private void ratio(String what, double value, String unit, double peer, double bound) {
        if (peer == 0 || Double.isInfinite(peer)) {
            line(what, value, unit);
            return;
        }
        boolean isHeld = value / peer >= bound;
        isMissed |= !isHeld;
        System.out.printf(
                "%-44s %,12.0f %-10s %5.2f (at least %.2f)%s%n",
                what, value, unit, value / peer, bound, isHeld ? "" : " MISSED");
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
