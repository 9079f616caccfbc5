package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    static final int MAX_CONFIDENCE = 100;
    /** More than any car has, fewer than would make one event a load. */
    private static final int MAX_ALTERNATES = 8;

    private static final String PLATE = "a string of at most " + PassageEvent.MAX_PLATE_LENGTH + " characters";
    private static final String ALTERNATES = "an array of at most " + MAX_ALTERNATES + " strings of at most "
            + PassageEvent.MAX_PLATE_LENGTH + " characters";

    private final JsonNode data;
    private final String place;
    private final List<String> problems = new ArrayList<>();

    private EventFields(JsonNode data, String place) {
        this.data = data;
        this.place = place;
    }

    /** Reads a bare event. */
    public static Decoded readBare(JsonNode event) {
        return read(Envelope.bare(event), event, "");
    }

    /**
     * Reads an event.
     *
     * @param place stands before each field's name in explanations, {@code data.} in a structured CloudEvent
     */
    static Decoded read(Envelope envelope, JsonNode data, String place) {
        String type = envelope.type().textValue();
        if (type != null && !type.equals(EVENT_TYPE)) {
            if (!type.isEmpty() && !type.startsWith(EVENT_TYPE_FAMILY)) {
                return new Decoded.NotAnEvent();
            }
            return new Decoded.Invalid(envelope.place() + "type: expected " + EVENT_TYPE + ", found "
                    + (type.isEmpty() ? "an empty string" : "another version"));
        }
        if (!data.isObject()) {
            return new Decoded.Invalid("data: expected a JSON object, found " + JsonKind.of(data));
        }
        return new EventFields(data, place).read(envelope);
    }

    private Decoded read(Envelope envelope) {
        if (envelope.hasType() && !envelope.type().isTextual()) {
            problem(envelope.place(), "type", EVENT_TYPE, envelope.type());
        }
        String eventId =
                requiredText(envelope.place(), envelope.idField(), envelope.id(), PassageEvent.MAX_EVENT_ID_LENGTH);
        String lotId = requiredText(place, "lotId", data.path("lotId"), PassageEvent.MAX_LOT_ID_LENGTH);
        Direction direction = direction();
        Instant occurredAt = occurredAt(envelope);
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
        JsonNode node = data.path("direction");
        String text = node.textValue();
        if ("IN".equals(text)) {
            return Direction.IN;
        }
        if ("OUT".equals(text)) {
            return Direction.OUT;
        }
        problem(place, "direction", "IN or OUT", node);
        return null;
    }

    /** The data's own time; that of the wrapper only where the data has none. Either, where it stands, must be one. */
    private @Nullable Instant occurredAt(Envelope envelope) {
        JsonNode own = data.path("occurredAt");
        JsonNode outer = envelope.time();
        if (isAbsent(own) && !outer.isMissingNode()) {
            return time(envelope.place(), "time", outer);
        }
        if (!isAbsent(outer)) {
            time(envelope.place(), "time", outer);
        }
        return time(place, "occurredAt", own);
    }

    private EventKind kind() {
        JsonNode node = data.path("kind");
        if (isAbsent(node)) {
            return EventKind.PASSAGE;
        }
        if (!node.isTextual()) {
            problem(place, "kind", "a string", node);
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
            checkText("supersedes");
            return Optional.empty();
        }
        return Optional.of(
                requiredText(place, "supersedes", data.path("supersedes"), PassageEvent.MAX_EVENT_ID_LENGTH));
    }

    private Boundary boundary() {
        JsonNode node = data.path("boundary");
        if (isAbsent(node) || "OUTER".equals(node.textValue())) {
            return Boundary.OUTER;
        }
        if (!"INNER".equals(node.textValue())) {
            problem(place, "boundary", "OUTER or INNER", node);
        }
        return Boundary.INNER;
    }

    /** Null is a car without a plate; a missing field is a producer that forgot it. */
    private @Nullable String plate() {
        JsonNode node = data.path("plateNumber");
        if (!isPlate(node) && !node.isNull()) {
            problem(place, "plateNumber", PLATE, node);
        }
        return node.textValue();
    }

    private List<String> alternates() {
        JsonNode node = data.path("alternates");
        if (isAbsent(node)) {
            return List.of();
        }
        List<String> plates = new ArrayList<>();
        boolean fits = node.isArray() && node.size() <= MAX_ALTERNATES;
        for (Iterator<JsonNode> each = node.elements(); fits && each.hasNext(); ) {
            JsonNode plate = each.next();
            fits = isPlate(plate);
            plates.add(plate.asText());
        }
        if (!fits) {
            problem(place, "alternates", ALTERNATES, node);
        }
        return plates;
    }

    private static boolean isPlate(JsonNode node) {
        String text = node.textValue();
        return text != null && !isLonger(text, PassageEvent.MAX_PLATE_LENGTH);
    }

    private void checkOptionalFields() {
        for (String field : OPTIONAL_TEXTS) {
            checkText(field);
        }
        for (String field : OPTIONAL_TIMES) {
            JsonNode node = data.path(field);
            if (!isAbsent(node)) {
                time(place, field, node);
            }
        }
        JsonNode confidence = data.path("confidence");
        boolean inRange =
                confidence.isNumber() && confidence.asDouble() >= 0 && confidence.asDouble() <= MAX_CONFIDENCE;
        if (!inRange && !isAbsent(confidence)) {
            problem(place, "confidence", "a number from 0 to 100", confidence);
        }
        JsonNode replayed = data.path("replayed");
        if (!replayed.isBoolean() && !isAbsent(replayed)) {
            problem(place, "replayed", "true or false", replayed);
        }
    }

    private void checkText(String field) {
        JsonNode node = data.path(field);
        if (!node.isTextual() && !isAbsent(node)) {
            problem(place, field, "a string", node);
        }
    }

    private String requiredText(String place, String field, JsonNode node, int maxLength) {
        String text = node.textValue();
        if (text == null || text.isEmpty() || isLonger(text, maxLength)) {
            problem(place, field, "a string of 1 to " + maxLength + " characters", node);
        } else if (hasHalfCharacter(text)) {
            problems.add(place + field + ": expected Unicode text, found half of a surrogate pair");
        }
        return text == null ? "" : text;
    }

    /** A character is a code point, as JSON Schema counts. */
    private static boolean isLonger(String text, int max) {
        return text.length() > max && text.codePointCount(0, text.length()) > max;
    }

    /** JSON can write what is no character; in UTF-8 all such texts would become one and the same. */
    static boolean hasHalfCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private @Nullable Instant time(String place, String field, JsonNode node) {
        String text = node.textValue();
        Instant time = text == null ? null : Rfc3339.parse(text);
        if (time == null) {
            problem(place, field, TIME, node);
        }
        return time;
    }

    private void problem(String place, String field, String expected, JsonNode found) {
        problems.add(place + field + ": expected " + expected + ", found " + JsonKind.of(found));
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
