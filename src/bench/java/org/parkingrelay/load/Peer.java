package org.parkingrelay.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link PeerProcess} that runs, and what it has counted. */
final class Peer implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BufferedReader answers;
    private final Path errors;

    /** What it did since its start. A record that failed is tried again, so that it may count more than once. */
    record Counts(long forwarded, long skipped, long failed, long cpuNanos) {

        static Counts of(String line) {
            String[] numbers = line.split(" ", -1);
            return new Counts(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        }

        /** What came to pass after another count. */
        Counts since(Counts before) {
            return new Counts(
                    forwarded - before.forwarded,
                    skipped - before.skipped,
                    failed - before.failed,
                    cpuNanos - before.cpuNanos);
        }
    }

    private Peer(Process process, Path errors) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /**
     * Starts one and waits until it has partitions.
     *
     * @param prefix before {@code java}, such as {@code taskset -c 1}; may be empty
     * @param options of the JVM, such as its heap
     * @param settings as {@link PeerProcess} names them, without {@code peer.}
     * @param folder for what it logs
     */
    static Peer start(List<String> prefix, List<String> options, Map<String, String> settings, Path folder) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // The logging of the class path is Quarkus' own, which asks for it.
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        settings.forEach((name, value) -> command.add("-Dpeer." + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerProcess.class.getName()));
        try {
            Path errors = Files.createTempFile(folder, "peer", ".log");
            Peer peer = new Peer(
                    new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
            try {
                peer.expect("ready");
            } catch (RuntimeException e) {
                peer.process.destroyForcibly();
                throw e;
            }
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(String expected) {
        String line = line();
        if (!line.equals(expected)) {
            throw new IllegalStateException("the peer says " + line + log());
        }
    }

    long pid() {
        return process.pid();
    }

    /** What it did since its start. */
    Counts counts() {
        tell("count");
        return Counts.of(line());
    }

    private void tell(String command) {
        try {
            process.getOutputStream().write((command + '\n').getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException("the peer is gone" + log(), e);
        }
    }

    /** Its next line. */
    private String line() {
        try {
            String line = CompletableFuture.supplyAsync(() -> {
                        try {
                            return answers.readLine();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("the peer is gone" + log());
            }
            return line;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the peer does not answer" + log(), e);
        }
    }

    /** Everything that it logged. */
    private String log() {
        try {
            return ":\n" + Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it commit and end; what takes too long is killed. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                tell("quit");
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the peer goes on" + log());
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("the peer ended with " + process.exitValue() + log());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
