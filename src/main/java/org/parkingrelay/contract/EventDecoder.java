package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import org.parkingrelay.event.JsonKind;
import org.parkingrelay.event.PassageEvent;

/**
 * Reads the canonical event in each of its three wrappers: a structured CloudEvent, a binary one ({@code ce_} headers), and
 * bare JSON. Never throws for any bytes. Thread-safe.
 */
public final class EventDecoder {

    /** Decodes a record's value. */
    public Decoded decode(GateRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return new Decoded.NotAnEvent();
        }
        PassageEvent plain = Wrapper.byHeaders(record) == Wrapper.BARE ? PlainEvent.read(value) : null;
        return plain == null ? decodeByTree(record, value) : new Decoded.Event(plain);
    }

    /** The same for any event, and what is wrong with what is none. */
    static Decoded decodeByTree(GateRecord record, byte[] value) {
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
        return switch (Wrapper.of(record, root)) {
            case STRUCTURED -> EventFields.read(Envelope.structured(root), root.path("data"), "data.");
            case BINARY -> EventFields.read(Envelope.binary(record), root, "");
            case BARE -> EventFields.readBare(root);
        };
    }
}
