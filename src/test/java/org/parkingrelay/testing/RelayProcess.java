package org.parkingrelay.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar in a process of its own, configured as a user would. */
public final class RelayProcess implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path output;
    private final int managementPort;

    private RelayProcess(Process process, Path output, int managementPort) {
        this.process = process;
        this.output = output;
        this.managementPort = managementPort;
    }

    /** Starts the relay with system properties, without waiting for it. */
    public static RelayProcess launch(Path folder, Map<String, String> settings) {
        return launch(folder, settings, Map.of());
    }

    /** Starts the relay with system properties and environment variables, and arguments after the jar. */
    public static RelayProcess launch(
            Path folder, Map<String, String> settings, Map<String, String> environment, String... arguments) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx350m",
                "-Dquarkus.management.port=" + port));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(folder, "relay", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new RelayProcess(builder.start(), output, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                    if (!process.isAlive()) {
                        throw new AssertionError("the relay ended with " + process.exitValue() + ":\n" + output());
                    }
                    return status("/q/health/ready") == 200;
                });
        return this;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + managementPort + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int status(String path) throws InterruptedException {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return 0;
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
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU time of the process so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Waits for the end of a process that ends by itself, and returns its status. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the relay goes on:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** SIGTERM, as Kubernetes sends it; returns the status. */
    public int terminate() {
        process.destroy();
        return awaitEnd();
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
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it in order, so that the next relay need not wait until Kafka gives this one up. */
    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
