package org.parkingrelay.lookup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tools that come with Redis, as peers (Debian: redis-tools). */
final class RedisTools {

    private static final Pattern RATE = Pattern.compile("\"GET\",\"([0-9.]+)\"");

    private RedisTools() {}

    /** Whether both are on the PATH. */
    static boolean areThere() {
        try {
            run(null, List.of("redis-benchmark", "--version"));
            run(null, List.of("redis-cli", "--version"));
            return true;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    /** GETs a second with 50 clients, none of which asks before it was answered. */
    static double getsPerSecond(int port) throws IOException, InterruptedException {
        String printed = run(
                null,
                List.of(
                        "redis-benchmark",
                        "-p",
                        String.valueOf(port),
                        "-t",
                        "get",
                        "-c",
                        "50",
                        "-n",
                        "100000",
                        "--csv"));
        Matcher rate = RATE.matcher(printed);
        if (!rate.find()) {
            throw new IOException("redis-benchmark printed " + printed);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** Seconds for all commands of a file. */
    static double secondsToPipe(int port, Path commands) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String printed = run(commands, List.of("redis-cli", "-p", String.valueOf(port), "--pipe"));
        if (!printed.contains("errors: 0")) {
            throw new IOException("redis-cli printed " + printed);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    static String run(Path input, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " ended with " + process.exitValue() + ": " + printed);
        }
        return printed;
    }
}
