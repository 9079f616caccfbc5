package org.parkingrelay.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.JsonKind;
import org.parkingrelay.intake.EventFields.Envelope;
import org.parkingrelay.outbox.KafkaHeaders;

/**
 * Reads the canonical event in each of its three wrappers: a structured CloudEvent, a binary one ({@code ce_} headers), and
 * bare JSON. Never throws for any bytes. Thread-safe.
 */
final class EventDecoder {

    private static final ObjectReader JSON = new ObjectMapper(new JsonFactory()).reader();
    private static final String STRUCTURED = "application/cloudevents";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Decodes a record's value. */
    Decoded decode(Headers headers, byte @Nullable [] value) {
        if (value == null) {
            return new Decoded.NotAnEvent();
        }
        if (value.length == 0) {
            return new Decoded.Undecodable("the value is empty; expected JSON in UTF-8");
        }
        JsonNode root;
        try {
            root = parse(value);
        } catch (CharacterCodingException e) {
            return new Decoded.Undecodable("the value is not UTF-8; expected JSON in UTF-8");
        } catch (JsonProcessingException e) {
            return new Decoded.Undecodable("the value is not JSON: " + placeOf(e.getLocation()));
        } catch (IOException e) {
            return new Decoded.Undecodable("the value is not JSON");
        }
        return read(headers, root);
    }

    /** Where the parser stopped; it knows no place where a limit, such as that of nesting, ended it. */
    private static String placeOf(@Nullable JsonLocation location) {
        return location == null
                ? "nested too deeply or too long"
                : "broken off or wrong at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static Decoded read(Headers headers, JsonNode root) {
        if (!root.isObject()) {
            return new Decoded.Invalid("the value: expected a JSON object, found " + JsonKind.of(root));
        }
        if (KafkaHeaders.text(headers, "content-type").toLowerCase(Locale.ROOT).startsWith(STRUCTURED)
                || isStructured(root)) {
            return EventFields.read(Envelope.structured(root), root.path("data"), "data.");
        }
        if (headers.lastHeader("ce_specversion") != null || headers.lastHeader("ce_id") != null) {
            return EventFields.read(Envelope.binary(headers), root, "");
        }
        return EventFields.read(Envelope.bare(root), root, "");
    }

    /** Tools such as kcat send no content type, so the shape decides too. */
    private static boolean isStructured(JsonNode root) {
        return root.path("specversion").isTextual() && root.has("data");
    }

    /** Decodes strictly first, because the parser would guess other encodings and let some malformed bytes pass. */
    private static JsonNode parse(byte[] value) throws IOException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
        int from = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        try (JsonParser parser =
                JSON.getFactory().createParser(text.array(), text.arrayOffset() + from, text.length() - from)) {
            JsonNode root = JSON.readTree(parser);
            if (root == null || parser.nextToken() != null) {
                throw new JsonParseException(parser, "one value expected");
            }
            return root;
        }
    }
}
