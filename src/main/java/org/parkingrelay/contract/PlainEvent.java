package org.parkingrelay.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;

/**
 * Reads what most records hold, a bare event of a passage in which each field is what the contract says, in half the time that it takes by
 * way of a tree. Whatever else stands there is left to {@link EventFields}, which reads more and says what is wrong.
 */
final class PlainEvent {

    /** Reads from bytes, which takes two thirds of the time that it takes by way of a text. */
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    /**
     * Of what is not US-ASCII. The parser sees whether as many bytes follow as a first byte announces, but neither whether fewer would have
     * done, nor whether there is such a character. These first bytes leave no room for either; they have all that Chinese is written with.
     */
    private static final boolean[] SURE = sureFirstBytes();

    private final JsonParser json;
    private String eventId = "";
    private String lotId = "";
    private @Nullable Direction direction;
    private @Nullable Instant occurredAt;
    private @Nullable String plate;
    private boolean hasPlate;
    private @Nullable String laneId;
    private boolean replayed;

    private static boolean[] sureFirstBytes() {
        boolean[] sure = new boolean[1 << Byte.SIZE];
        Arrays.fill(sure, 0x80, 0xf0, true);
        // Two bytes for US-ASCII; three for what needs two, and for halves of characters.
        for (int unsure : new int[] {0xc0, 0xc1, 0xe0, 0xed}) {
            sure[unsure] = false;
        }
        return sure;
    }

    private PlainEvent(JsonParser json) {
        this.json = json;
    }

    /** The event, or null where it takes another to read the bytes. */
    static @Nullable PassageEvent read(byte[] bytes) {
        if (!isSurelyUtf8OrBroken(bytes)) {
            return null;
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            return new PlainEvent(json).read();
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether the parser finds whatever there is that is not UTF-8. */
    private static boolean isSurelyUtf8OrBroken(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0 && !SURE[one & 0xff]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable PassageEvent read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (!isPlain(name, json.nextToken())) {
                return null;
            }
        }
        boolean isOne = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        if (!isOne || eventId.isEmpty() || lotId.isEmpty() || direction == null || occurredAt == null || !hasPlate) {
            return null;
        }
        return new PassageEvent(
                eventId,
                lotId,
                direction,
                PlateNormaliser.read(plate, List.of()),
                occurredAt,
                EventKind.PASSAGE,
                Optional.empty(),
                Boundary.OUTER,
                Optional.ofNullable(laneId),
                replayed);
    }

    /** Whether the value is what the contract says of the field. A field that stands there again counts as it stands there last. */
    private boolean isPlain(String name, JsonToken value) throws IOException {
        switch (name) {
            case "eventId" -> {
                eventId = required(value, PassageEvent.MAX_EVENT_ID_LENGTH);
                return !eventId.isEmpty();
            }
            case "lotId" -> {
                lotId = required(value, PassageEvent.MAX_LOT_ID_LENGTH);
                return !lotId.isEmpty();
            }
            case "direction" -> {
                direction = direction(value);
                return direction != null;
            }
            case "occurredAt" -> {
                occurredAt = time(value);
                return occurredAt != null;
            }
            case "plateNumber" -> {
                plate = optional(value);
                hasPlate = isTextOrNull(value) && (plate == null || plate.length() <= PassageEvent.MAX_PLATE_LENGTH);
                return hasPlate;
            }
            case "laneId" -> {
                laneId = optional(value);
                return isTextOrNull(value);
            }
            case "replayed" -> {
                replayed = value == JsonToken.VALUE_TRUE;
                return value.isBoolean() || value == JsonToken.VALUE_NULL;
            }
            case "kind" -> {
                return value == JsonToken.VALUE_NULL || "PASSAGE".equals(optional(value));
            }
            case "boundary" -> {
                return value == JsonToken.VALUE_NULL || "OUTER".equals(optional(value));
            }
            case "enteredAt", "sentAt" -> {
                return value == JsonToken.VALUE_NULL || time(value) != null;
            }
            case "confidence" -> {
                return value == JsonToken.VALUE_NULL || isConfidence(value);
            }
            // Of a CloudEvent; and other plates.
            case "specversion", "data", "alternates" -> {
                return false;
            }
            default -> {
                // Each other field of the contract is a text, and what it does not name is ignored.
                return isTextOrNull(value);
            }
        }
    }

    private static boolean isTextOrNull(JsonToken value) {
        return value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL;
    }

    /** Null for what is no text. */
    private @Nullable String optional(JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    /** Empty for what is no such text, or where it takes a closer look. */
    private String required(JsonToken value, int maxLength) throws IOException {
        String text = optional(value);
        return text == null || text.length() > maxLength || EventFields.hasHalfCharacter(text) ? "" : text;
    }

    private @Nullable Direction direction(JsonToken value) throws IOException {
        String text = optional(value);
        if ("IN".equals(text)) {
            return Direction.IN;
        }
        return "OUT".equals(text) ? Direction.OUT : null;
    }

    private @Nullable Instant time(JsonToken value) throws IOException {
        String text = optional(value);
        return text == null ? null : Rfc3339.parse(text);
    }

    private boolean isConfidence(JsonToken value) throws IOException {
        return value.isNumeric() && json.getDoubleValue() >= 0 && json.getDoubleValue() <= EventFields.MAX_CONFIDENCE;
    }
}
