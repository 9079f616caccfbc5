package org.parkingrelay.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a function yields for a value that it cannot read: a text that says so, in the place of an error, which would end the
 * expression. So one car of a list is refused and not the others, and what is only told for information is left out.
 */
enum Unreadable {
    TIME("$time: expected epoch seconds (10 digits) or milliseconds (13 digits), or a text such as"
            + " 2026-01-31T10:15:30+08:00, 2026-1-31 9:05:00 or 20260131101530"),
    TIME_OF_PATTERN("$time: expected a text as its pattern says"),
    BASE64("$base64: expected base64"),
    BASE64_TEXT("$base64: expected base64 of a text in its charset");

    /** No event is wrong for want of them. */
    private static final List<String> INFORMATION = List.of("enteredAt", "sentAt", "originalPlateNumber", "laneName");

    private final String text;

    Unreadable(String text) {
        this.text = text + ", found something else";
    }

    /** What stands in the place of the value, alone or as part of another text. */
    String text() {
        return text;
    }

    /** Whether the text is nothing but what a function yielded. */
    static boolean isOne(String found) {
        return Arrays.stream(values()).anyMatch(kind -> kind.text.equals(found));
    }

    /** Takes out of events what could not be read and is only information. */
    static void leaveOut(JsonNode yielded) {
        if (yielded instanceof ObjectNode event) {
            for (String field : INFORMATION) {
                if (isIn(event.path(field))) {
                    event.remove(field);
                }
            }
        } else if (yielded.isArray()) {
            yielded.forEach(Unreadable::leaveOut);
        }
    }

    /** The fields of an event that could not be read, each with what was expected; empty where all could. */
    static String fieldsOf(JsonNode event) {
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            for (Unreadable kind : values()) {
                if (kind.stands(field.getValue())) {
                    fields.add(field.getKey() + ": " + kind.text);
                }
            }
        }
        return String.join("; ", fields);
    }

    private static boolean isIn(JsonNode value) {
        for (Unreadable kind : values()) {
            if (kind.stands(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean stands(JsonNode value) {
        String found = value.textValue();
        return found != null && found.length() >= text.length() && found.contains(text);
    }
}
