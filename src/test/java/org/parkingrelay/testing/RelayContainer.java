package org.parkingrelay.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The relay's image, built from what {@code mvn package} made, and run by the command line of the container engine as its pod would:
 * nothing writable, no capability, a user with a number, 384 MiB and one CPU. It shares the network of this machine, so that it
 * reaches the broker, the store and the stand-in of the tests.
 */
public final class RelayContainer implements AutoCloseable {

    private static final String IMAGE = "parking-relay:it";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** What a pod allows. */
    private static final List<String> AS_ITS_POD = List.of(
            "--read-only",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--memory=384m",
            "--memory-swap=384m",
            "--cpus=1",
            "--network=host");

    private final Path folder;
    private final String id;
    private final int port;

    private RelayContainer(Path folder, String id, int port) {
        this.folder = folder;
        this.id = id;
        this.port = port;
    }

    /** Whether an engine answers that shares this machine's files and network. */
    public static boolean isPossible() {
        return Files.exists(Path.of("/proc/self")) && Tool.isThere("docker", "info");
    }

    /** Builds the image as the page in {@code docker} says; what is built already is not built again. */
    public static String image() {
        Path target = Path.of("target").toAbsolutePath();
        String project = target.getParent().toString();
        Tool.run(
                target,
                Map.of(),
                BUILD_LIMIT,
                List.of("docker", "build", "--quiet", "-f", project + "/docker/Dockerfile", "-t", IMAGE, project));
        return IMAGE;
    }

    /**
     * Starts the relay with a file of settings, and without anywhere to write.
     *
     * @param folder with the files that the settings name; the relay may read what everybody may
     * @param options of {@code docker run} beyond the pod's
     */
    public static RelayContainer start(Path folder, Map<String, String> settings, String... options) {
        int port = ChildProcess.freePort();
        List<String> command = new ArrayList<>(List.of("docker", "run", "--detach"));
        command.addAll(AS_ITS_POD);
        command.add("--env=QUARKUS_MANAGEMENT_PORT=" + port);
        command.addAll(mounts(folder, settings));
        command.addAll(List.of(options));
        command.add(IMAGE);
        String id = Tool.run(folder, command.toArray(String[]::new)).strip();
        return new RelayContainer(folder, id, port);
    }

    /** Runs one of the relay's commands to its end, likewise, and returns what it prints. */
    public static String command(Path folder, Map<String, String> settings, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm"));
        command.addAll(AS_ITS_POD);
        command.addAll(mounts(folder, settings));
        command.addAll(options);
        command.add(IMAGE);
        command.addAll(List.of(arguments));
        return Tool.run(folder, command.toArray(String[]::new));
    }

    private static List<String> mounts(Path folder, Map<String, String> settings) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path config = Files.createDirectories(folder.resolve("config"));
            Properties properties = new Properties();
            properties.putAll(settings);
            StringWriter text = new StringWriter();
            properties.store(text, null);
            Files.writeString(config.resolve("application.properties"), text.toString());
            return List.of(
                    "--volume=" + config.toAbsolutePath() + ":/app/config:ro",
                    "--volume=" + folder.toAbsolutePath() + ":" + folder.toAbsolutePath() + ":ro");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RelayContainer awaitReady() {
        await("readiness")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!isRunning()) {
                        throw new AssertionError("the container ended:\n" + output());
                    }
                    return isReady();
                });
        return this;
    }

    private boolean isReady() {
        try {
            URI uri = URI.create("http://localhost:" + port + "/q/health/ready");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the engine knows of it, by a template of {@code docker inspect}. */
    public String inspect(String template) {
        return Tool.run(folder, "docker", "inspect", "--format", template, id).strip();
    }

    private boolean isRunning() {
        return inspect("{{.State.Running}}").equals("true");
    }

    /** Everything that it printed. */
    public String output() {
        return Tool.run(folder, "docker", "logs", id);
    }

    /** The files that the process has mapped into its memory. */
    public String mappedFiles() {
        return Tool.run(folder, "docker", "exec", id, "cat", "/proc/1/maps");
    }

    /** The files that are not the image's. */
    public String changes() {
        return Tool.run(folder, "docker", "diff", id).strip();
    }

    /** Memory that counts against the limit and could not be given back, in MiB. */
    public double memoryMiB() {
        String used = Tool.run(folder, "docker", "stats", "--no-stream", "--format", "{{.MemUsage}}", id)
                .strip()
                .replaceFirst(" /.*", "");
        if (!used.endsWith("MiB")) {
            throw new AssertionError("not in MiB: " + used);
        }
        return Double.parseDouble(used.substring(0, used.length() - "MiB".length()));
    }

    /** SIGTERM, and after the pod's 30 s SIGKILL; returns the status. */
    public int stop() {
        Tool.run(folder, "docker", "stop", "--time", "30", id);
        return Integer.parseInt(inspect("{{.State.ExitCode}}"));
    }

    @Override
    public void close() {
        Tool.run(folder, "docker", "rm", "--force", "--volumes", id);
    }
}
