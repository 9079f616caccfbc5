package org.parkingrelay.event;

import com.fasterxml.jackson.databind.JsonNode;

/** What a JSON value is, in words and without its content, for whoever is told that something else was expected. */
public final class JsonKind {

    private JsonKind() {}

    /** Such as {@code a string of 7 characters}. */
    public static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> "nothing";
            case NULL -> "null";
            case STRING ->
                node.textValue().isEmpty()
                        ? "an empty string"
                        : "a string of "
                                + node.textValue()
                                        .codePointCount(0, node.textValue().length())
                                + " characters";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> "something else";
        };
    }
}
