package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.JsonKind;

/**
 * Reads the canonical event in each of its three wrappers: a structured CloudEvent, a binary one ({@code ce_} headers), and
 * bare JSON. Never throws for any bytes. Thread-safe.
 */
public final class EventDecoder {

    private static final String STRUCTURED = "application/cloudevents";

    /** Decodes a record's value. */
    public Decoded decode(GateRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return new Decoded.NotAnEvent();
        }
        try {
            return read(record, StrictJson.tree(value));
        } catch (StrictJson.NotJsonException e) {
            return Decoded.undecodable(e);
        }
    }

    private static Decoded read(GateRecord record, JsonNode root) {
        if (!root.isObject()) {
            return new Decoded.Invalid("the value: expected a JSON object, found " + JsonKind.of(root));
        }
        if (saysStructured(record.header("content-type")) || isStructured(root)) {
            return EventFields.read(Envelope.structured(root), root.path("data"), "data.");
        }
        if (record.header("ce_specversion") != null || record.header("ce_id") != null) {
            return EventFields.read(Envelope.binary(record), root, "");
        }
        return EventFields.readBare(root, "");
    }

    private static boolean saysStructured(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
    }

    /** Tools such as kcat send no content type, so the shape decides too. */
    private static boolean isStructured(JsonNode root) {
        return root.path("specversion").isTextual() && root.has("data");
    }
}
