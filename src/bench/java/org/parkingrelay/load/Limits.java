package org.parkingrelay.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The limits, measured whenever they are asked for, on the core of what is measured against them. */
final class Limits implements AutoCloseable {

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    Limits(String bootstrapServers) throws IOException {
        List<String> command = new ArrayList<>(Cores.measured());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                LimitsProcess.class.getName(),
                bootstrapServers));
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Who signs. */
    String provider() {
        return ask("provider");
    }

    /** Microseconds of CPU for a bare signature. */
    double signature() {
        return Double.parseDouble(ask("sign"));
    }

    /** Microseconds of CPU for a record of a topic, read by the bare consumer and parsed. */
    double consumed(String topic, long records) {
        return Double.parseDouble(ask("consume " + topic + " " + records));
    }

    private String ask(String command) {
        commands.println(command);
        try {
            String line;
            while ((line = answers.readLine()) != null) {
                // Libraries may print too.
                if (line.startsWith("=")) {
                    return line.substring(1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the process of the limits has ended");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
