package org.parkingrelay.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.parkingrelay.testing.ChildProcess;

/**
 * Starts of the packaged relay by one JDK.
 *
 * @param jdk its folder
 * @param folder for what the relays print, and the archive
 */
record StartRun(Path jdk, Path folder) {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long LOOK_NANOS = 5_000_000;

    /** The JDK since which there is a cache that holds more than classes. */
    private static final int CACHE = 25;

    /**
     * One start.
     *
     * @param seconds from the process to readiness
     * @param cpuSeconds that it took meanwhile, which other work on the machine changes less
     * @param residentMiB when it was ready, 0 where the system does not tell
     */
    record Start(double seconds, double cpuSeconds, double residentMiB) {}

    private String java() {
        return jdk.resolve("bin").resolve("java").toString();
    }

    /** The major version, as the JDK's own file tells it. */
    int version() throws IOException {
        try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> Integer.valueOf(line.replaceFirst("\\D+(\\d+).*", "$1")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Writes the archive as the README says, and returns the options that a relay starts with, as in the image. */
    List<String> archive() throws IOException {
        Path archive = folder.resolve("relay.archive");
        boolean hasCache = version() >= CACHE;
        String write = hasCache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        List<String> command = new ArrayList<>(List.of(java(), write + archive));
        command.addAll(ImageOptions.read());
        command.addAll(List.of("-jar", JAR.toString(), "rehearse"));
        ChildProcess process = ChildProcess.start("rehearsal", folder, command, Map.of());
        if (process.awaitEnd() != 0 || !Files.exists(archive)) {
            throw new IOException("no archive:\n" + process.output());
        }
        return hasCache
                ? List.of("-XX:AOTCache=" + archive, "-XX:-AOTReplayTraining")
                : List.of("-XX:SharedArchiveFile=" + archive);
    }

    /**
     * Starts a relay, waits until it is ready, and ends it.
     *
     * @param before the command, as {@code taskset}
     */
    Start start(List<String> before, List<String> options, Map<String, String> settings) throws IOException {
        int port = ChildProcess.freePort();
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(java(), "-Dquarkus.management.port=" + port));
        command.addAll(ImageOptions.read());
        command.addAll(options);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        long began = System.nanoTime();
        ChildProcess relay = ChildProcess.start("relay", folder, command, Map.of());
        try {
            // Until somebody listens, nobody is asked: a client that is refused takes a tenth of a core from the relay
            // that starts.
            await(relay, () -> ChildProcess.listens(port));
            await(relay, () -> isReady(port));
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Start(seconds, cpuSeconds(relay.pid()), ResidentMemory.mib(relay.pid()));
        } finally {
            relay.terminate();
        }
    }

    private static void await(ChildProcess relay, BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!relay.isAlive() || System.nanoTime() > end) {
                throw new IOException("not ready:\n" + relay.output());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }
}
