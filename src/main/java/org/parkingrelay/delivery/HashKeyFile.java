package org.parkingrelay.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.parkingrelay.config.ConfigProblems;

/** The secret for keyed hashes, as {@code relay.delivery.hash-key-file} names it. */
public final class HashKeyFile {

    private static final String KEY = "relay.delivery.hash-key-file";
    private static final int SHORTEST = 16;
    private static final String MEND =
            "set it to a file with at least 16 random bytes, such as openssl rand 32 makes, or remove it";

    private HashKeyFile() {}

    /** The file's bytes, none where no file is configured; what is wrong with it is a problem. */
    public static Optional<byte[]> read(DeliveryConfig config, ConfigProblems problems) {
        return config.hashKeyFile().flatMap(file -> {
            try {
                byte[] secret = Files.readAllBytes(Path.of(file));
                if (secret.length >= SHORTEST) {
                    return Optional.of(secret);
                }
                problems.add(KEY, "names a file of " + secret.length + " bytes", MEND);
            } catch (IOException | InvalidPathException e) {
                problems.add(KEY, "names a file that cannot be read (" + file + ")", MEND);
            }
            return Optional.empty();
        });
    }
}
