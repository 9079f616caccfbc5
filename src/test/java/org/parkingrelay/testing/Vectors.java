package org.parkingrelay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Published cases in {@code src/test/resources/vectors}. */
public final class Vectors {

    private Vectors() {}

    public static JsonNode json(String name) {
        try (var file = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
