package org.parkingrelay.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged jar in a process of its own, configured as a user would. */
public final class RelayProcess implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ChildProcess process;
    private final int managementPort;

    private RelayProcess(ChildProcess process, int managementPort) {
        this.process = process;
        this.managementPort = managementPort;
    }

    /** Starts the relay with system properties, without waiting for it. */
    public static RelayProcess launch(Path folder, Map<String, String> settings) {
        return launch(folder, settings, Map.of());
    }

    /** Starts the relay with system properties and environment variables, and arguments after the jar. */
    public static RelayProcess launch(
            Path folder, Map<String, String> settings, Map<String, String> environment, String... arguments) {
        return launch(folder, List.of(), List.of(), settings, environment, arguments);
    }

    /** Starts the relay with options of the JVM and system properties. */
    public static RelayProcess launch(Path folder, List<String> jvmOptions, Map<String, String> settings) {
        return launch(folder, List.of(), jvmOptions, settings, Map.of());
    }

    /** Starts the relay by way of another command, such as {@code taskset}. */
    public static RelayProcess launch(
            Path folder, List<String> by, List<String> jvmOptions, Map<String, String> settings) {
        return launch(folder, by, jvmOptions, settings, Map.of());
    }

    private static RelayProcess launch(
            Path folder,
            List<String> by,
            List<String> jvmOptions,
            Map<String, String> settings,
            Map<String, String> environment,
            String... arguments) {
        int port = ChildProcess.freePort();
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(ChildProcess.java(), "-Xmx350m", "-Dquarkus.management.port=" + port));
        command.addAll(jvmOptions);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(List.of(arguments));
        return new RelayProcess(ChildProcess.start("relay", folder, command, environment), port);
    }

    /** Starts the relay and waits until it is ready. */
    public static RelayProcess start(Path folder, Map<String, String> settings) {
        return launch(folder, settings).awaitReady();
    }

    public RelayProcess awaitReady() {
        await("readiness")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    process.checkAlive();
                    return status("/q/health/ready") == 200;
                });
        return this;
    }

    /** Waits until it serves or has ended. Until then a signal ends a program that is not there yet, with a status to match. */
    public RelayProcess awaitStarted() {
        await("start")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || output().contains(" started in "));
        return this;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + managementPort + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What the management port answers a page with; 0 where it does not answer. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A page of the management port. */
    public String page(String path) {
        try {
            return get(path).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Records that ended so, from {@code /q/metrics}. */
    public long records(String disposition, String reason) {
        return sum("relay_intake_records_total", "disposition=\"" + disposition + "\",reason=\"" + reason + "\"");
    }

    /** Calls of WeChat Pay with this outcome, from {@code /q/metrics}. */
    public long calls(String outcome) {
        return sum("relay_wechatpay_calls_seconds_count", "outcome=\"" + outcome + "\"");
    }

    private long sum(String meter, String tags) {
        return page("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(meter + "{") && line.contains(tags))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Everything that it printed. */
    public String output() {
        return process.output();
    }

    /** CPU time of the process so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end of a process that ends by itself, and returns its status. */
    public int awaitEnd() {
        return process.awaitEnd();
    }

    /** SIGTERM, as Kubernetes sends it; returns the status. */
    public int terminate() {
        return process.terminate();
    }

    /** SIGINT, as a terminal sends it; returns the status. */
    public int interrupt() {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return awaitEnd();
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: a relay that the machine forgot, while its connections stay open. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    /** Ends it in order, so that the next relay need not wait until Kafka gives this one up. */
    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }

    /** Whether this process ignores SIGINT, as Linux tells it, and so those that it starts. */
    public static boolean ignoresInterrupt() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16) & 2) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
