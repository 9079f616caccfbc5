package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.JsonKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;

/**
 * Reads the fields of one canonical event and says, for each that breaks the contract, which it is and what was expected.
 * Fields that the contract does not name are ignored, so that producers may add some.
 */
public final class EventFields {

    private static final String EVENT_TYPE = "parking.gate.passage.v1";
    private static final String EVENT_TYPE_FAMILY = "parking.gate.passage.";
    private static final String TIME = "an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00";
    private static final List<String> OPTIONAL_TEXTS = List.of(
            "supersedes",
            "originalPlateNumber",
            "plateSource",
            "plateColor",
            "sessionId",
            "gateId",
            "laneId",
            "laneName",
            "areaId",
            "vendor");
    private static final List<String> OPTIONAL_TIMES = List.of("enteredAt", "sentAt");
    private static final int MAX_CONFIDENCE = 100;

    private final JsonNode data;
    private final String place;
    private final List<String> problems = new ArrayList<>();

    /**
     * What stands around the data.
     *
     * @param idField the name under which people know the id
     * @param type the CloudEvents type, a missing node where the wrapper has none
     * @param time the CloudEvents time, likewise
     * @param hasType whether the wrapper must name a type
     */
    record Envelope(String idField, JsonNode id, JsonNode type, JsonNode time, boolean hasType) {

        static Envelope bare(JsonNode root, String place) {
            return new Envelope(
                    place + "eventId",
                    root.path("eventId"),
                    MissingNode.getInstance(),
                    MissingNode.getInstance(),
                    false);
        }

        static Envelope structured(JsonNode root) {
            return new Envelope("id", root.path("id"), root.path("type"), root.path("time"), true);
        }

        static Envelope binary(GateRecord record) {
            return new Envelope(
                    "ce_id", header(record, "ce_id"), header(record, "ce_type"), header(record, "ce_time"), true);
        }

        private static JsonNode header(GateRecord record, String name) {
            String value = record.header(name);
            return value == null ? MissingNode.getInstance() : TextNode.valueOf(value);
        }
    }

    private EventFields(JsonNode data, String place) {
        this.data = data;
        this.place = place;
    }

    /**
     * Reads a bare event.
     *
     * @param place stands before each field's name in explanations
     */
    public static Decoded readBare(JsonNode event, String place) {
        return read(Envelope.bare(event, place), event, place);
    }

    /**
     * Reads an event.
     *
     * @param place stands before each field's name in explanations, {@code data.} in a structured CloudEvent
     */
    static Decoded read(Envelope envelope, JsonNode data, String place) {
        if (envelope.hasType() && envelope.type().isTextual()) {
            String type = envelope.type().textValue();
            if (!type.isEmpty() && !type.startsWith(EVENT_TYPE_FAMILY)) {
                return new Decoded.NotAnEvent();
            }
            if (!type.equals(EVENT_TYPE)) {
                return new Decoded.Invalid("type: expected " + EVENT_TYPE + ", found "
                        + (type.isEmpty() ? "an empty string" : "another version"));
            }
        }
        if (!data.isObject()) {
            return new Decoded.Invalid("data: expected a JSON object, found " + JsonKind.of(data));
        }
        return new EventFields(data, place).read(envelope);
    }

    private Decoded read(Envelope envelope) {
        if (envelope.hasType() && !envelope.type().isTextual()) {
            problem("type", EVENT_TYPE, envelope.type());
        }
        String eventId = requiredText(envelope.idField(), envelope.id(), PassageEvent.MAX_EVENT_ID_LENGTH);
        String lotId = requiredText(place + "lotId", data.path("lotId"), PassageEvent.MAX_LOT_ID_LENGTH);
        Direction direction = direction();
        JsonNode own = data.path("occurredAt");
        Instant occurredAt = isAbsent(own) && !envelope.time().isMissingNode()
                ? time("time", envelope.time())
                : time(place + "occurredAt", own);
        EventKind kind = kind();
        Optional<String> supersedes = supersedes(kind);
        Boundary boundary = boundary();
        String plate = plate();
        List<String> alternates = alternates();
        checkOptionalFields();
        if (!problems.isEmpty() || direction == null || occurredAt == null) {
            return new Decoded.Invalid(String.join("; ", problems));
        }
        return new Decoded.Event(new PassageEvent(
                eventId,
                lotId,
                direction,
                PlateNormaliser.read(plate, alternates),
                occurredAt,
                kind,
                supersedes,
                boundary,
                Optional.ofNullable(data.path("laneId").textValue()),
                data.path("replayed").booleanValue()));
    }

    private @Nullable Direction direction() {
        String text = data.path("direction").textValue();
        if ("IN".equals(text)) {
            return Direction.IN;
        }
        if ("OUT".equals(text)) {
            return Direction.OUT;
        }
        problem(place + "direction", "IN or OUT", data.path("direction"));
        return null;
    }

    private EventKind kind() {
        JsonNode node = data.path("kind");
        if (isAbsent(node)) {
            return EventKind.PASSAGE;
        }
        if (!node.isTextual()) {
            problem(place + "kind", "a string", node);
        }
        return switch (node.asText()) {
            case "PASSAGE" -> EventKind.PASSAGE;
            case "CORRECTION" -> EventKind.CORRECTION;
            case "CANCELLATION" -> EventKind.CANCELLATION;
            default -> EventKind.OTHER;
        };
    }

    /** Without it nobody knows what a correction corrects. */
    private Optional<String> supersedes(EventKind kind) {
        if (kind != EventKind.CORRECTION && kind != EventKind.CANCELLATION) {
            return Optional.empty();
        }
        return Optional.of(
                requiredText(place + "supersedes", data.path("supersedes"), PassageEvent.MAX_EVENT_ID_LENGTH));
    }

    private Boundary boundary() {
        JsonNode node = data.path("boundary");
        if (isAbsent(node) || "OUTER".equals(node.textValue())) {
            return Boundary.OUTER;
        }
        if (!"INNER".equals(node.textValue())) {
            problem(place + "boundary", "OUTER or INNER", node);
        }
        return Boundary.INNER;
    }

    /** Null is a car without a plate; a missing field is a producer that forgot it. */
    private @Nullable String plate() {
        JsonNode node = data.path("plateNumber");
        boolean fits = node.isTextual() && node.textValue().length() <= PassageEvent.MAX_PLATE_LENGTH;
        if (!fits && !node.isNull()) {
            problem(
                    place + "plateNumber",
                    "a string of at most " + PassageEvent.MAX_PLATE_LENGTH + " characters",
                    node);
        }
        return node.textValue();
    }

    private List<String> alternates() {
        JsonNode node = data.path("alternates");
        if (isAbsent(node)) {
            return List.of();
        }
        List<String> plates = new ArrayList<>();
        for (JsonNode plate : node) {
            if (plate.isTextual() && plate.textValue().length() <= PassageEvent.MAX_PLATE_LENGTH) {
                plates.add(plate.textValue());
            }
        }
        if (!node.isArray() || plates.size() < node.size()) {
            problem(
                    place + "alternates",
                    "an array of strings of at most " + PassageEvent.MAX_PLATE_LENGTH + " characters",
                    node);
        }
        return plates;
    }

    private void checkOptionalFields() {
        for (String field : OPTIONAL_TEXTS) {
            check(field, data.path(field).isTextual(), "a string");
        }
        for (String field : OPTIONAL_TIMES) {
            JsonNode node = data.path(field);
            if (!isAbsent(node)) {
                time(place + field, node);
            }
        }
        JsonNode confidence = data.path("confidence");
        boolean inRange =
                confidence.isNumber() && confidence.asDouble() >= 0 && confidence.asDouble() <= MAX_CONFIDENCE;
        check("confidence", inRange, "a number from 0 to 100");
        check("replayed", data.path("replayed").isBoolean(), "true or false");
    }

    private void check(String field, boolean fits, String expected) {
        if (!fits && !isAbsent(data.path(field))) {
            problem(place + field, expected, data.path(field));
        }
    }

    private String requiredText(String field, JsonNode node, int maxLength) {
        boolean fits = node.isTextual()
                && !node.textValue().isEmpty()
                && node.textValue().length() <= maxLength;
        if (!fits) {
            problem(field, "a string of 1 to " + maxLength + " characters", node);
        }
        return node.asText();
    }

    private @Nullable Instant time(String field, JsonNode node) {
        String text = node.textValue();
        // The JDK's formatter also takes years of other lengths, with a sign; RFC 3339 has four digits.
        if (text != null && text.length() >= 20 && text.charAt(4) == '-') {
            try {
                return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            } catch (DateTimeException e) {
                problem(field, TIME, node);
                return null;
            }
        }
        problem(field, TIME, node);
        return null;
    }

    private void problem(String field, String expected, JsonNode found) {
        problems.add(field + ": expected " + expected + ", found " + JsonKind.of(found));
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
