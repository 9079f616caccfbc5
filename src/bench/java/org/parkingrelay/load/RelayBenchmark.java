package org.parkingrelay.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parkingrelay.load.Load.Cost;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.TestBroker;

/**
 * The packaged relay, driven as fast as it goes, against what no relay can do without. The relay has one core, and Kafka, the stand-in
 * of WeChat Pay and Redis share another, where there are two and {@code taskset}. All figures are of one run; rounds of the relay and
 * of the limits alternate, and medians count. Ends with status 1 where a bound is missed.
 *
 * <p>{@code mvn -Pbench package exec:exec}
 */
public final class RelayBenchmark {

    private static final String TOPIC = "gate-events";
    private static final int ROUNDS = 5;
    private static final int FORWARDED = 10_000;
    private static final int SKIPPED = 200_000;
    private static final int BACKLOG = 1_000_000;

    private final Page page = new Page();
    private final Path folder;

    private RelayBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Runs all and prints the page. */
    public static void main(String... args) throws Exception {
        Path folder = Files.createTempDirectory("relay-benchmark");
        RelayBenchmark benchmark = new RelayBenchmark(folder);
        try {
            benchmark.run(List.of(args));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(benchmark.page.isMissed() ? 1 : 0);
    }

    private void run(List<String> what) throws IOException {
        page.title(Cores.areApart() ? "The relay has a core of its own" : "The relay shares its core with all else");
        try (BrokerProcess process = BrokerProcess.start(folder);
                TestBroker broker = new TestBroker(process.bootstrapServers());
                Limits limits = new Limits(process.bootstrapServers())) {
            broker.createTopic(TOPIC, 4);
            Fleet fleet = new Fleet(broker, TOPIC);
            try (LoadMall mall = new LoadMall(folder, fleet::accepted)) {
                try (Load load = new Load(
                        broker,
                        TOPIC,
                        fleet,
                        mall.wechatpay(),
                        folder,
                        what,
                        mall.settings(
                                process.bootstrapServers(),
                                TOPIC,
                                folder.resolve("bindings.mv").toString()))) {
                    rounds(load, limits, mall);
                }
            }
        }
    }

    private void rounds(Load load, Limits limits, LoadMall mall) throws IOException {
        System.out.println(load.pid());
        for (int i = 0; i < 3; i++) {
            System.out.println("warm " + load.forward(FORWARDED) + " " + load.skip(SKIPPED) + " " + load.residentMib());
            limits.signature();
            System.out.println("limit " + limits.consumed(TOPIC, SKIPPED));
        }
        List<Double> signature = new ArrayList<>();
        List<Double> consumed = new ArrayList<>();
        List<Cost> at0 = new ArrayList<>();
        List<Cost> at50 = new ArrayList<>();
        List<Cost> at500 = new ArrayList<>();
        List<Cost> skipped = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            signature.add(limits.signature());
            at0.add(load.forward(FORWARDED));
            mall.wechatpay().latency(Duration.ofMillis(50));
            at50.add(load.forward(FORWARDED));
            mall.wechatpay().latency(Duration.ofMillis(500));
            at500.add(load.forward(FORWARDED));
            mall.wechatpay().latency(Duration.ZERO);
            skipped.add(load.skip(SKIPPED));
            consumed.add(limits.consumed(TOPIC, SKIPPED));
            System.out.println(at0.get(i) + " " + at50.get(i) + " " + at500.get(i) + " " + skipped.get(i) + " "
                    + signature.get(i) + " " + consumed.get(i) + " rss " + load.residentMib() + " most "
                    + mall.wechatpay().mostInFlight());
        }
        double bare = Page.median(signature);
        page.line("bare signature by " + limits.provider(), bare, "us CPU");
        double cpu = median(at0, true);
        page.line("forwarded", cpu, "us CPU");
        page.atMost("  against the bare signature", cpu / bare, "", 1.6);
        page.line("forwarded per second", median(at0, false), "/s");
        page.atLeast("  at 50 ms, against 0 ms", median(at50, false) / median(at0, false), "", 0.9);
        page.atLeast("  at 500 ms, against 0 ms", median(at500, false) / median(at0, false), "", 0.8);
        page.line("bare consumer and parse", Page.median(consumed), "us CPU");
        page.line("skipped", median(skipped, true), "us CPU");
        page.atLeast("  bare consumer against it", Page.median(consumed) / median(skipped, true), "", 0.35);
        load.steady(3_000, 200);
        load.steady(3_000, 200);
        for (double p : new double[] {50, 90, 99, 99.9}) {
            page.line("latency p" + p, load.latencyMillis(p), "ms");
        }
        page.line("rss", load.residentMib(), "MiB");
        page.line("rss most", load.mostResidentMib(), "MiB");
    }

    private static double median(List<Cost> costs, boolean cpu) {
        return Page.median(costs.stream()
                .map(cost -> cpu ? cost.cpuMicros() : cost.perSecond())
                .toList());
    }
}
