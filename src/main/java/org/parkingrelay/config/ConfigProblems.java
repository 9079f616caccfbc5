package org.parkingrelay.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects what is wrong with the configuration: one line per key that says what is wrong and how to mend it. Values are
 * shown only where they cannot be secret; never the contents of a file.
 */
public final class ConfigProblems {

    private final List<String> lines = new ArrayList<>();

    /**
     * Adds a problem.
     *
     * @param key the key as people type it
     * @param wrong what is wrong, as the end of a sentence that begins with the key
     * @param mend what to do about it
     */
    public void add(String key, String wrong, String mend) {
        lines.add(key + " " + wrong + "; " + mend);
    }

    /**
     * The value of a key that must be set; adds a problem and returns an empty string where it is not.
     *
     * @param mend what to set it to
     */
    public String required(String key, Optional<String> value, String mend) {
        String text = value.map(String::strip).orElse("");
        if (text.isEmpty()) {
            add(key, "is missing", mend);
        }
        return text;
    }

    /** The problems so far, a line each, in the order in which they were found. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Stops the start if there is a problem.
     *
     * @throws ConfigurationException whose message is all that Quarkus prints before it exits with status 1
     */
    public void throwIfAny() {
        if (!lines.isEmpty()) {
            String heading =
                    lines.size() == 1 ? "Configuration: " : "Configuration (" + lines.size() + " problems):\n  ";
            throw new ConfigurationException(heading + String.join("\n  ", lines));
        }
    }
}
