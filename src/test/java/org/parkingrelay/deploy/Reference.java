package org.parkingrelay.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of all keys, which a test holds to be true to the code. */
final class Reference {

    private static final Path PAGE = Path.of("src/docs/reference/configuration.md");

    private Reference() {}

    /** The default of a key of the relay. */
    static String defaultOf(String key) {
        try {
            Matcher row = Pattern.compile("(?m)^\\| `" + Pattern.quote(key) + "` \\| `([^`]+)` \\|")
                    .matcher(Files.readString(PAGE));
            if (!row.find()) {
                throw new AssertionError("the page of the configuration has no default of " + key);
            }
            return row.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
