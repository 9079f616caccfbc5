package org.parkingrelay.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.TestBroker;

/**
 * The packaged relay, driven as fast as it goes, beside what no relay can do without and what else a user could take. What is measured
 * has one core; Kafka, the stand-in of WeChat Pay and Redis share another, where there are two, and {@code taskset}. All figures are
 * of one run, rounds of the relay and of the limits alternate, and medians count. Ends with status 1 where a bound is missed.
 *
 * <p>{@code mvn -Pbench package exec:exec}; takes about a quarter of an hour. Arguments choose sections, of {@code file}, {@code redis}, {@code
 * peer} and {@code start}.
 */
public final class RelayBenchmark implements AutoCloseable {

    private static final List<String> SECTIONS = List.of("file", "redis", "peer", "start");

    /** What starts the relays here, since what drives them is started by it too. */
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    private final Page page = new Page();
    private final Path folder;
    private final BrokerProcess process;
    private final TestBroker broker;
    private final Limits limits;
    private final Fleet fleet;
    private final LoadMall mall;
    private final List<String> archive;

    private RelayBenchmark(Path folder) throws IOException {
        this.folder = folder;
        this.process = BrokerProcess.start(folder);
        this.broker = new TestBroker(process.bootstrapServers());
        this.limits = new Limits(process.bootstrapServers());
        this.fleet = new Fleet(broker, "");
        this.mall = new LoadMall(folder, fleet::accepted);
        this.archive = new StartRun(JDK, folder).archive();
    }

    /** Runs the sections and prints the page. */
    public static void main(String... args) throws Exception {
        boolean areApart = Cores.areApart();
        Path folder = Files.createTempDirectory("relay-benchmark");
        boolean isMissed;
        try (RelayBenchmark benchmark = new RelayBenchmark(folder)) {
            benchmark.page.title("Java %s; %s"
                    .formatted(
                            Runtime.version(),
                            areApart
                                    ? "the relay on one core, all else on another"
                                    : "the relay and all else on the same cores"));
            for (String section : args.length == 0 ? SECTIONS : List.of(args)) {
                benchmark.run(section);
            }
            isMissed = benchmark.page.isMissed();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(isMissed ? 1 : 0);
    }

    private void run(String section) throws IOException {
        switch (section) {
            case "file" -> file();
            case "redis" -> redis();
            case "peer" -> peer();
            case "start" -> start();
            default -> throw new IllegalArgumentException("no section " + section + "; there are " + SECTIONS);
        }
    }

    private Load load(String topic, String store) throws IOException {
        broker.createTopic(topic, 4);
        Map<String, String> settings = mall.settings(process.bootstrapServers(), topic, store);
        List<String> options = new ArrayList<>(ImageOptions.read());
        options.addAll(archive);
        return new Load(broker, topic, fleet, mall.wechatpay(), folder, options, settings);
    }

    private void file() throws IOException {
        page.title("Members in the file");
        String topic = "events-file";
        try (Load load = load(topic, folder.resolve("bindings.mv").toString())) {
            Rounds rounds = new Rounds(load, limits, topic, Duration.ofMillis(50), Duration.ofMillis(500));
            rounds.warmUp(20);
            mall.wechatpay().mostInFlight();
            rounds.run();
            page.line("bare signature by " + limits.provider(), rounds.signature(), "us of CPU");
            page.line("forwarded event", rounds.forwarded(Duration.ZERO), "us of CPU");
            page.atMost("  against the bare signature", rounds.forwardedToSignature(), "times", 1.6);
            double perSecond = rounds.perSecond(Duration.ZERO);
            page.line("forwarded at once, WeChat Pay answering within 1 ms", perSecond, "/s");
            page.atLeast("  at 50 ms, against that", rounds.perSecond(Duration.ofMillis(50)) / perSecond, "times", 0.9);
            page.atLeast(
                    "  at 500 ms, against that", rounds.perSecond(Duration.ofMillis(500)) / perSecond, "times", 0.8);
            page.line("  most calls in flight at 500 ms", mall.wechatpay().mostInFlight(), "");
            page.atMost("  resident memory after that", load.residentMib(), "MiB", 350);
            page.line("bare consumer and parse", rounds.consumed(), "us of CPU");
            page.line("skipped event", rounds.skipped(), "us of CPU");
            page.line("  a second", rounds.skippedPerSecond(), "/s");
            page.atLeast("  the bare consumer and parse, against that", rounds.consumedToSkipped(), "times", 0.35);
            latency(load);
            backlog(load, rounds);
        }
    }

    private void latency(Load load) {
        load.steady(1_000, 200);
        load.steady(4_000, 200);
        page.title("From the gate to WeChat Pay's acceptance, 200 events a second");
        page.atMost("  half of them within", fleet.latencyMillis(50), "ms", 5);
        page.line("  90 of 100", fleet.latencyMillis(90), "ms");
        page.atMost("  99 of 100", fleet.latencyMillis(99), "ms", 20);
        page.line("  999 of 1,000", fleet.latencyMillis(99.9), "ms");
    }

    private void backlog(Load load, Rounds rounds) throws IOException {
        page.title("A backlog of 1,000,000 events, one in ten a member's");
        load.mostBehind();
        double before = load.residentMib();
        Load.Cost cost = load.mixed(1_000_000, 9);
        double expected = 0.1 * rounds.forwarded(Duration.ZERO) + 0.9 * rounds.skipped();
        page.line("most records behind", load.mostBehind(), "");
        page.line("caught up with", cost.perSecond(), "/s");
        page.atMost("  CPU of an event, against the rates above", cost.cpuMicros() / expected, "times", 1.1);
        page.atMost("  resident memory after it, against before", load.residentMib() / before, "times", 1.1);
    }

    private void redis() throws IOException {
        page.title("Members in Redis");
        String topic = "events-redis";
        try (RedisProcess redis = RedisProcess.startWithoutDisk(folder.resolve("redis"));
                Load load = load(topic, redis.host())) {
            Rounds rounds = new Rounds(load, limits, topic);
            rounds.warmUp(12);
            rounds.run();
            page.line("forwarded event", rounds.forwarded(Duration.ZERO), "us of CPU");
            page.line("  against the bare signature", rounds.forwardedToSignature(), "times");
            page.line("skipped event", rounds.skipped(), "us of CPU");
            page.atLeast("  the bare consumer and parse, against that", rounds.consumedToSkipped(), "times", 0.2);
        }
    }

    private void peer() throws IOException {
        page.title("WeChat Pay's SDK in a parallel consumer, members in memory");
        String topic = "events-peer";
        broker.createTopic(topic, 4);
        fleet.driveTo(topic);
        try (PeerLoad peer = new PeerLoad(mall, fleet, process.bootstrapServers(), topic, limits)) {
            peer.run();
            page.line("forwarded event", peer.forwarded(), "us of CPU");
            page.line("  against the bare signature", peer.forwardedToSignature(), "times");
            page.line("skipped event", peer.skipped(), "us of CPU");
        }
    }

    private void start() throws IOException {
        page.title("Start");
        page.add(StartBenchmark.run(JDK));
    }

    @Override
    public void close() {
        mall.close();
        limits.close();
        broker.close();
        process.close();
    }
}
