package org.parkingrelay.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/** A real redis-server. Unless asked otherwise, it writes each change to disk before it answers, so that a kill loses nothing. */
public final class RedisProcess implements AutoCloseable {

    private static final DocPage PAGE = new DocPage(Path.of("src/docs/reference/member-store.md"));
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final Path binary;
    private final List<String> options;
    private final int port = ChildProcess.freePort();
    private ChildProcess process;

    private RedisProcess(Path folder, List<String> options) throws IOException {
        this.options = options;
        this.folder = Files.createDirectories(folder);
        this.binary = folder.resolve("redis-server");
        try (InputStream packed = RedisServer.class.getResourceAsStream("/" + nameOfBinary())) {
            if (packed == null) {
                throw new IOException("no redis-server for this machine: " + nameOfBinary());
            }
            Files.copy(packed, binary);
        }
        if (!binary.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + binary);
        }
    }

    private static String nameOfBinary() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return "redis-server-7.0.15-" + system + "-" + machine;
    }

    /**
     * A server that runs, with its data in a folder.
     *
     * @param options beyond its own, such as {@code --cluster-enabled yes}
     */
    public static RedisProcess start(Path folder, String... options) {
        try {
            RedisProcess redis = new RedisProcess(folder, List.of(options));
            redis.restart();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that runs, and keeps nothing on disk. */
    public static RedisProcess startWithoutDisk(Path folder) {
        return start(folder, "--appendonly", "no");
    }

    /** Starts it again, on the data that it had. */
    public void restart() {
        List<String> command = new ArrayList<>(List.of(
                binary.toAbsolutePath().toString(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                ""));
        command.addAll(options);
        process = ChildProcess.start("redis", folder, command, Map.of());
        await("a Redis that listens").atMost(START_LIMIT).until(() -> {
            process.checkAlive();
            return ChildProcess.listens(port);
        });
    }

    public int port() {
        return port;
    }

    /** What {@code quarkus.redis.hosts} is set to. */
    public String host() {
        return "redis://127.0.0.1:" + port;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.kill();
    }

    /** What a command answers, as redis-cli would be told. */
    public String query(String... command) {
        return RedisText.ask(port, command);
    }

    /** Makes the user {@code relay} with a password and the permissions that the page on the store of members gives it, and some more. */
    public void makeRelaysUser(String password, String... more) {
        String command = PAGE.code("ACL SETUSER").replace(">password", ">" + password);
        String answer = query(
                Stream.concat(Stream.of(command.split(" ")), Stream.of(more)).toArray(String[]::new));
        if (!answer.equals("OK") || !command.contains(">" + password)) {
            throw new AssertionError(command + ": " + answer);
        }
    }

    /** Names, fields and values of all hashes whose name begins with one of these. */
    public String everythingBelow(String... prefixes) {
        StringBuilder all = new StringBuilder();
        for (String prefix : prefixes) {
            for (String key : query("KEYS", prefix + "*").split("\n")) {
                all.append(key).append('\n').append(query("HGETALL", key)).append('\n');
            }
        }
        return all.toString();
    }
}
