package org.parkingrelay.lookup;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.binding.BindingImport;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.load.ResidentMemory;
import org.parkingrelay.store.EmbeddedPositions;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.Positions;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.RedisPositions;
import org.parkingrelay.testing.StoreWatches;

/** What is measured in a process of its own, as the first thing that it does. Prints numbers only. */
final class StoreRun {

    private static final PlateKeys PLAIN = PlateKeys.of(Optional.empty());
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int ROUNDS = 5;

    private StoreRun() {}

    /** Either {@code redis <host> <csv>}, {@code file <store> <csv>} or {@code ask <store>}. */
    public static void main(String... args) throws Exception {
        switch (args[0]) {
            case "redis" -> {
                Vertx vertx = Vertx.vertx();
                RedisLink link = link(vertx, args[1]);
                System.out.println(secondsToImport(
                        new RedisBindings(link, PLAIN), new RedisPositions(link, () -> "benchmark"), Path.of(args[2])));
                vertx.close();
            }
            case "file" -> {
                try (EmbeddedStore store = open(args[1])) {
                    System.out.println(
                            secondsToImport(bindings(store), new EmbeddedPositions(store), Path.of(args[2])));
                }
            }
            default -> ask(args[1]);
        }
    }

    static RedisLink link(Vertx vertx, String host) {
        return new RedisLink(
                RedisClient.of(Redis.createClient(vertx, host), vertx, RedisClient.STANDALONE),
                Duration.ofSeconds(3),
                new RedisFormat(PLAIN, "benchmark"),
                StoreWatches.any());
    }

    static double secondsToImport(Bindings bindings, Positions positions, Path csv) {
        long start = System.nanoTime();
        ConfigProblems problems = new ConfigProblems();
        new BindingImport(bindings, positions, report -> {}).run(csv.toString(), problems);
        problems.throwIfAny();
        return (System.nanoTime() - start) / 1e9;
    }

    private static EmbeddedStore open(String path) {
        return EmbeddedStore.open(Optional.of(path), StoreWatches.any(), new ConfigProblems())
                .orElseThrow();
    }

    private static EmbeddedBindings bindings(EmbeddedStore store) {
        return EmbeddedBindings.of(store, PLAIN, new ConfigProblems());
    }

    /** Seconds to open; look-ups a second, 10 % and 100 % bound; heap and resident memory in MiB. */
    private static void ask(String path) throws IOException {
        long start = System.nanoTime();
        try (EmbeddedStore store = open(path)) {
            EmbeddedBindings bindings = bindings(store);
            System.out.println((System.nanoTime() - start) / 1e9);
            for (int percent : List.of(10, 100)) {
                Rate rate = new Rate(bindings, Fleet.questions(percent));
                double[] rounds = new double[ROUNDS];
                // The first round warms up: the JIT, the cache, and the filter.
                rate.oneByOne(ROUND.multipliedBy(2));
                for (int i = 0; i < ROUNDS; i++) {
                    rounds[i] = rate.oneByOne(ROUND);
                }
                System.out.println(StoreBenchmark.median(rounds));
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println((runtime.totalMemory() - runtime.freeMemory()) >> 20);
            System.out.println(ResidentMemory.mib(ProcessHandle.current().pid()));
        }
    }
}
