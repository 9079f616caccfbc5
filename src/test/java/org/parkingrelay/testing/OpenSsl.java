package org.parkingrelay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The {@code openssl} command line: a second opinion on keys and signatures that shares no code with the relay. */
public final class OpenSsl {

    private OpenSsl() {}

    /** Whether there is an {@code openssl} on this machine. */
    public static boolean isInstalled() {
        try {
            return new ProcessBuilder("openssl", "version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs {@code openssl} in a folder and returns what it prints; fails where it does. */
    public static String run(Path folder, String... arguments) {
        try {
            Path output = Files.createTempFile(folder, "openssl", ".txt");
            List<String> command =
                    Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
            int status = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status + ": " + text);
            }
            return text.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
