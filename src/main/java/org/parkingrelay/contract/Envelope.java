package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * What stands around an event's data, in each of the three wrappers.
 *
 * @param place stands before the names of its fields in explanations
 * @param idField the name of the id in this wrapper
 * @param type the CloudEvents type, a missing node where the wrapper has none
 * @param time the CloudEvents time, likewise
 * @param hasType whether the wrapper must name a type
 */
record Envelope(String place, String idField, JsonNode id, JsonNode type, JsonNode time, boolean hasType) {

    static Envelope bare(JsonNode root) {
        JsonNode none = MissingNode.getInstance();
        return new Envelope("", "eventId", root.path("eventId"), none, none, false);
    }

    static Envelope structured(JsonNode root) {
        return new Envelope("", "id", root.path("id"), root.path("type"), root.path("time"), true);
    }

    static Envelope binary(GateRecord record) {
        return new Envelope(
                "ce_", "id", header(record, "ce_id"), header(record, "ce_type"), header(record, "ce_time"), true);
    }

    private static JsonNode header(GateRecord record, String name) {
        @Nullable String value = record.header(name);
        return value == null ? MissingNode.getInstance() : TextNode.valueOf(value);
    }
}
