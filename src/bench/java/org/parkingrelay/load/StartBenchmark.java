package org.parkingrelay.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.parkingrelay.load.StartRun.Start;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/**
 * How long the packaged relay takes from its process to readiness, with and without the archive that {@code rehearse} writes, on all
 * cores and on one. Rounds of all alternate; medians count. Ends with status 1 where the bound is missed.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.load.StartBenchmark [-Djdk=<folder of another JDK>]}
 */
public final class StartBenchmark {

    private static final int ROUNDS = 5;
    private static final double BOUND_SECONDS = 1.5;

    private final StartRun run;
    private final List<Variant> variants = new ArrayList<>();

    private StartBenchmark(StartRun run) {
        this.run = run;
    }

    /** One way to start, and what its starts took. */
    private record Variant(
            String name, List<String> before, List<String> options, boolean isBound, List<Start> starts) {

        double median(ToDoubleFunction<Start> figure) {
            double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        boolean isMissed() {
            return isBound && median(Start::seconds) > BOUND_SECONDS;
        }
    }

    /** Runs all and prints a line for each figure. */
    public static void main(String... args) throws IOException {
        boolean isHeld = run(Path.of(System.getProperty("jdk", System.getProperty("java.home"))));
        System.exit(isHeld ? 0 : 1);
    }

    /**
     * The same for another benchmark.
     *
     * @param jdk the folder of the JDK that runs the relay
     * @return whether the bound is held
     */
    public static boolean run(Path jdk) throws IOException {
        Path folder = Files.createTempDirectory("start-benchmark");
        try {
            return new StartBenchmark(new StartRun(jdk, folder)).run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private boolean run() throws IOException {
        List<String> archive = run.archive();
        variant("all cores", Cores.all(), List.of(), false);
        variant("all cores, with the archive", Cores.all(), archive, true);
        if (Cores.areApart()) {
            variant("one core", Cores.measured(), List.of(), false);
            variant("one core, with the archive", Cores.measured(), archive, true);
        } else {
            System.out.println("taskset is not on the PATH, or there is but one core: nothing for one core");
        }
        // For the broker, whose first groups and topics take longer, and the cores that the relay starts on.
        start(variants.get(0));
        for (int i = 0; i < ROUNDS; i++) {
            for (Variant variant : variants) {
                variant.starts().add(start(variant));
            }
        }
        variants.forEach(this::print);
        return variants.stream().noneMatch(Variant::isMissed);
    }

    private void variant(String name, List<String> before, List<String> options, boolean isBound) {
        variants.add(new Variant(name, before, options, isBound, new ArrayList<>()));
    }

    /** Topics, groups and a store of its own for each: nobody waits for the one before. */
    private Start start(Variant variant) throws IOException {
        Path own = Files.createTempDirectory(run.folder(), "mall");
        try (TestMall mall = new TestMall(own, TestBroker.shared(), false).member("粤B88888", "oMember")) {
            mall.with("mp.messaging.incoming.gate-events.group.id", mall.events());
            mall.with("mp.messaging.incoming.retry-events.group.id", mall.retries());
            return run.start(variant.before(), variant.options(), mall.settings());
        }
    }

    private void print(Variant variant) {
        String bound = variant.isBound()
                ? " (at most %.1f)%s".formatted(BOUND_SECONDS, variant.isMissed() ? " MISSED" : "")
                : "";
        System.out.printf(
                "%-32s %6.2f s to ready, %6.2f s of CPU, %4.0f MiB%s%n",
                variant.name(),
                variant.median(Start::seconds),
                variant.median(Start::cpuSeconds),
                variant.median(Start::residentMiB),
                bound);
    }
}
