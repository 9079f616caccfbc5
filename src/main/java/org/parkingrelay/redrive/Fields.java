package org.parkingrelay.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON object, read strictly: what is missing or of another type is an {@link IllegalArgumentException}. */
record Fields(JsonNode json) {

    Fields {
        if (!json.isObject()) {
            throw new IllegalArgumentException("no object");
        }
    }

    private JsonNode field(String name) {
        JsonNode field = json.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return field;
    }

    String text(String name) {
        return textOf(field(name));
    }

    Optional<String> maybeText(String name) {
        return json.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        JsonNode field = field(name);
        if (!field.isIntegralNumber() || !field.canConvertToLong()) {
            throw new IllegalArgumentException("no number in " + name);
        }
        return field.longValue();
    }

    int smallNumber(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw new IllegalArgumentException("too large a number in " + name);
        }
        return (int) number;
    }

    boolean flag(String name) {
        return field(name).booleanValue();
    }

    Fields under(String name) {
        return new Fields(field(name));
    }

    boolean has(String name) {
        return json.has(name);
    }

    List<JsonNode> items(String name) {
        JsonNode field = field(name);
        if (!field.isArray()) {
            throw new IllegalArgumentException("no list in " + name);
        }
        List<JsonNode> items = new ArrayList<>();
        field.forEach(items::add);
        return items;
    }

    List<String> texts(String name) {
        return items(name).stream().map(Fields::textOf).toList();
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String textOf(JsonNode field) {
        if (!field.isTextual()) {
            throw new IllegalArgumentException("no text");
        }
        return field.textValue();
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "Fields" + names();
    }
}
