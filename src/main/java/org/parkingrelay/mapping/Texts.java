package org.parkingrelay.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Texts that came through too many hands: percent-encoded, in base64, read with the wrong charset. */
final class Texts {

    private static final int MOST_ROUNDS = 3;

    private Texts() {}

    /** Decodes until nothing is left to decode, at most three times; what is malformed stays as it is. */
    static String percentDecoded(String text) {
        String decoded = text;
        for (int round = 0; round < MOST_ROUNDS && decoded.indexOf('%') >= 0; round++) {
            String next = decodedOnce(decoded);
            if (next == null || next.equals(decoded)) {
                return decoded;
            }
            decoded = next;
        }
        return decoded;
    }

    private static @Nullable String decodedOnce(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.put(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            decoded.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return strictly(decoded.flip(), StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Decodes base64, {@link Unreadable} where it is none; of the plain or the URL alphabet, with or without padding and line breaks. */
    static String base64(String text, @Nullable Object charset) {
        Charset named = charset == null ? StandardCharsets.UTF_8 : charset("$base64", charset);
        String plain = text.replaceAll("\\s+", "").replace('-', '+').replace('_', '/');
        try {
            return strictly(ByteBuffer.wrap(Base64.getDecoder().decode(plain)), named);
        } catch (IllegalArgumentException e) {
            return Unreadable.BASE64.text();
        } catch (CharacterCodingException e) {
            return Unreadable.BASE64_TEXT.text();
        }
    }

    /** What the text was before its bytes were taken for Latin-1; as it is where they cannot have been. */
    static String recoded(String text, @Nullable Object charset) {
        Charset named = charset("$recoded", charset);
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            return text;
        }
        try {
            return strictly(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), named);
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    private static String strictly(ByteBuffer bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(bytes).toString();
    }

    private static Charset charset(String function, @Nullable Object name) {
        try {
            if (name instanceof String text) {
                return Charset.forName(text);
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // Told below.
        }
        throw new FunctionFault(function + ": expected a charset such as UTF-8 or GBK");
    }
}
