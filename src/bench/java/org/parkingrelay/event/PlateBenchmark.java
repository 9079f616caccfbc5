package org.parkingrelay.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How many plates one core normalises in a second: such as cameras send (most are clean, some carry a dot or a hyphen), and
 * nothing but the odd ones of the vectors, each once.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.event.PlateBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlateBenchmark {

    private static final List<String> DAILY = List.of(
            "粤B12345",
            "粤BD12345",
            "京A8K321",
            "粤-BD12345",
            "粤B·88888",
            "沪AAC1234",
            "粤B12345D",
            "无牌车",
            "粤ZJ068澳",
            "苏E05EV8");
    private static final double NANOS = 1_000_000_000.0;

    private String[] odd = new String[0];
    private int next;

    /** Reads the vectors. */
    @Setup
    public void read() throws IOException {
        odd = Files.readAllLines(Path.of("src/test/resources/vectors/plates.tsv")).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("("))
                .map(line -> line.split("\t")[0].replace("\\u00a0", "\u00a0").replace("\\u200b", "\u200b"))
                .toArray(String[]::new);
    }

    /** What cameras send on a usual day. */
    @Benchmark
    public PlateReading daily() {
        next = next + 1 < DAILY.size() ? next + 1 : 0;
        return PlateNormaliser.read(DAILY.get(next));
    }

    /** The vectors, each of which is another oddity. */
    @Benchmark
    public PlateReading odd() {
        next = next + 1 < odd.length ? next + 1 : 0;
        return PlateNormaliser.read(odd[next]);
    }

    /** Runs both and prints the rates. */
    public static void main(String... args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PlateBenchmark.class.getName())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        Map<String, Double> rates = new TreeMap<>();
        results.forEach(result -> rates.put(
                result.getPrimaryResult().getLabel(),
                NANOS / result.getPrimaryResult().getScore()));
        rates.forEach((plates, rate) ->
                System.out.printf("Plates (%s): %,.0f a second on one core (at least 1,000,000)%n", plates, rate));
    }
}
