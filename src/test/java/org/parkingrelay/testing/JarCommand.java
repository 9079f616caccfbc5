package org.parkingrelay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar run as a command, with what it printed for people and tools apart from what went wrong. */
public final class JarCommand {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final int SECONDS = 60;

    private final Path folder;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;
    private final Map<String, String> environment = new HashMap<>();

    /** Run in a folder of its own, with system properties. */
    public JarCommand(Path folder, Map<String, String> settings) {
        this(folder, List.of(), settings);
    }

    /** Run in a folder of its own, with options of the JVM and system properties. */
    public JarCommand(Path folder, List<String> jvmOptions, Map<String, String> settings) {
        this.folder = folder;
        this.jvmOptions = jvmOptions;
        this.settings = settings;
    }

    /** With variables of the environment besides those that there are. */
    public JarCommand in(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** What a command left behind. */
    public record Result(int status, String output, String errors) {}

    /** Runs the command to its end, with something on its standard input. */
    public Result run(String input, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java(), "-Xmx350m"));
        command.addAll(jvmOptions);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        try {
            Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("goes on: " + command + "\n" + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
