package org.parkingrelay.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads exactly one JSON value in UTF-8, and says where something else stands, without quoting it. Thread-safe. */
public final class StrictJson {

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private StrictJson() {}

    /** The bytes are not one JSON value in UTF-8; the message says what was found where, and holds nothing of it. */
    public static final class NotJsonException extends Exception {
        private NotJsonException(String message) {
            super(message);
        }
    }

    /** The value as a tree. */
    public static JsonNode tree(byte[] bytes) throws NotJsonException {
        return read(bytes, JsonNode.class);
    }

    /** The value as maps, lists, strings, numbers, booleans; null for JSON's null. */
    public static @Nullable Object plain(byte[] bytes) throws NotJsonException {
        return read(bytes, Object.class);
    }

    /** Decodes strictly first, because the parser would guess other encodings and let some malformed bytes pass. */
    private static <T> T read(byte[] bytes, Class<T> type) throws NotJsonException {
        if (bytes.length == 0) {
            throw new NotJsonException("the value is empty; expected JSON in UTF-8");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int from = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
            try (JsonParser parser = JSON.createParser(text.array(), text.arrayOffset() + from, text.length() - from)) {
                if (parser.nextToken() == null) {
                    throw new JsonParseException(parser, "one value expected");
                }
                T value = JSON.readValue(parser, type);
                if (parser.nextToken() != null) {
                    throw new JsonParseException(parser, "one value expected");
                }
                return value;
            }
        } catch (CharacterCodingException e) {
            throw new NotJsonException("the value is not UTF-8; expected JSON in UTF-8");
        } catch (JsonProcessingException e) {
            throw new NotJsonException("the value is not JSON: " + placeOf(e.getLocation()));
        } catch (IOException e) {
            throw new NotJsonException("the value is not JSON");
        }
    }

    /** Where the parser stopped; it knows no place where a limit, such as that of nesting, ended it. */
    private static String placeOf(@Nullable JsonLocation location) {
        return location == null
                ? "nested too deeply or too long"
                : "broken off or wrong at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
