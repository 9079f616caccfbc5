package org.parkingrelay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file whose bytes are a secret, as a key names it. */
public final class SecretFile {

    private static final int SHORTEST = 16;
    private static final String MEND =
            "set it to a file with at least 16 random bytes, such as openssl rand 32 makes, or remove it";

    private SecretFile() {}

    /** The file's bytes, none where no file is configured; what is wrong with it is a problem of the key. */
    public static Optional<byte[]> read(String key, Optional<String> configured, ConfigProblems problems) {
        return configured.flatMap(file -> {
            try {
                byte[] secret = Files.readAllBytes(Path.of(file));
                if (secret.length >= SHORTEST) {
                    return Optional.of(secret);
                }
                problems.add(key, "names a file of " + secret.length + " bytes", MEND);
            } catch (IOException | InvalidPathException e) {
                problems.add(key, "names a file that cannot be read (" + file + ")", MEND);
            }
            return Optional.empty();
        });
    }
}
