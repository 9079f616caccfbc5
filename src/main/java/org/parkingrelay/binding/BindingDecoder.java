package org.parkingrelay.binding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.binding.BindingRecord.Bad;
import org.parkingrelay.binding.BindingRecord.Flaw;
import org.parkingrelay.binding.BindingRecord.Good;
import org.parkingrelay.event.JsonKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.Openid;

/**
 * Reads records of the bindings' topic; {@code src/docs/reference/plate-bindings.md} is the contract. Fields that it does not name
 * are ignored. Never throws for any bytes. Thread-safe.
 */
final class BindingDecoder {

    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String UPDATED_AT = "updatedAt";
    private static final int SHORTEST_TIME = 20;

    private final Clock clock;

    BindingDecoder(Clock clock) {
        this.clock = clock;
    }

    /** Something is not as the contract says; explained where it is found, counted where the record is. */
    private static final class FlawException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Flaw flaw;

        FlawException(Flaw flaw, String field, String expected, String found) {
            super(field + ": expected " + expected + ", found " + found, null, false, false);
            this.flaw = flaw;
        }
    }

    /**
     * Reads a record.
     *
     * @param value null where the binding was ended
     * @param timestamp of the record, in milliseconds
     */
    BindingRecord read(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
        try {
            JsonNode who = object(key, Flaw.KEY, "the key");
            String appId = text(who, "appId");
            if (!Binding.isAppId(appId)) {
                throw wrong(Flaw.APP_ID, "appId", "1 to 32 letters, digits, - and _", who.path("appId"));
            }
            List<Plate> plates = plates(who.path("plateNumber"));
            String openid = text(who, "openid");
            if (!Openid.isOpenid(openid)) {
                throw wrong(Flaw.OPENID, "openid", "1 to 64 letters, digits, - and _", who.path("openid"));
            }
            Instant at = earlier(Instant.ofEpochMilli(timestamp), clock.instant());
            if (value != null) {
                at = madeAt(object(value, Flaw.VALUE, "the value").path(UPDATED_AT), at);
            }
            Instant changedAt = at;
            return new Good(plates.stream()
                    .map(plate -> new Binding(appId, plate, new Openid(openid)))
                    .map(binding -> new BindingChange(binding, value != null, changedAt, false))
                    .toList());
        } catch (FlawException e) {
            return new Bad(e.flaw, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode object(byte @Nullable [] bytes, Flaw flaw, String what) throws FlawException {
        if (bytes == null || bytes.length == 0) {
            throw new FlawException(flaw, what, "a JSON object in UTF-8", bytes == null ? "nothing" : "no bytes");
        }
        try {
            // Decoded strictly first: the parser would guess other encodings.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw wrong(flaw, what, "a JSON object", node);
            }
            return node;
        } catch (CharacterCodingException e) {
            throw new FlawException(flaw, what, "a JSON object in UTF-8", "bytes that are not UTF-8");
        } catch (JacksonException e) {
            throw new FlawException(flaw, what, "a JSON object", "text that is not JSON");
        }
    }

    private static String text(JsonNode object, String field) {
        JsonNode node = object.path(field);
        return node.isTextual() ? node.textValue() : "";
    }

    private static List<Plate> plates(JsonNode node) throws FlawException {
        if (!node.isTextual() || node.textValue().length() > PassageEvent.MAX_PLATE_LENGTH) {
            throw wrong(
                    Flaw.PLATE,
                    "plateNumber",
                    "a string of at most " + PassageEvent.MAX_PLATE_LENGTH + " characters",
                    node);
        }
        if (PlateNormaliser.read(node.textValue()) instanceof PlateReading.Legible legible) {
            return legible.all();
        }
        throw wrong(Flaw.PLATE, "plateNumber", "a plate that WeChat Pay would take", node);
    }

    /** What the source says, but never later than when it wrote the record: its clock may be wrong. */
    private static Instant madeAt(JsonNode node, Instant latest) throws FlawException {
        if (node.isMissingNode() || node.isNull()) {
            return latest;
        }
        String text = node.textValue();
        // The JDK's formatter also takes years of other lengths, with a sign; RFC 3339 has four digits.
        if (text != null && text.length() >= SHORTEST_TIME && text.charAt(4) == '-') {
            try {
                return earlier(
                        OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant(), latest);
            } catch (DateTimeException e) {
                throw noTime(node);
            }
        }
        throw noTime(node);
    }

    private static FlawException noTime(JsonNode node) {
        return wrong(
                Flaw.UPDATED_AT,
                UPDATED_AT,
                "an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00 or nothing",
                node);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static FlawException wrong(Flaw flaw, String field, String expected, JsonNode found) {
        return new FlawException(flaw, field, expected, JsonKind.of(found));
    }
}
