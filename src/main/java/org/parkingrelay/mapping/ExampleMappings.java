package org.parkingrelay.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The mappings that come with the relay, to be used as they are or as a beginning. */
public final class ExampleMappings {

    private static final SortedMap<String, String> DESCRIPTIONS = new TreeMap<>();

    private ExampleMappings() {}

    /** What each example reads, by its name. */
    public static SortedMap<String, String> descriptions() {
        return Collections.unmodifiableSortedMap(DESCRIPTIONS);
    }

    /** The text of an example, or none where there is no such example. */
    public static Optional<String> text(String name) {
        if (!DESCRIPTIONS.containsKey(name)) {
            return Optional.empty();
        }
        try (InputStream file = ExampleMappings.class.getResourceAsStream("/mappings/" + name + ".jsonata")) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from the jar", e);
        }
    }
}
