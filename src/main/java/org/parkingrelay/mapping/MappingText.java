package org.parkingrelay.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a mapping's file. */
public final class MappingText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private MappingText() {}

    /**
     * The file's bytes as text, without the mark that some editors put before it.
     *
     * @param name how people know the file
     * @throws MappingException where they are not UTF-8
     */
    public static String of(String name, byte[] bytes) throws MappingException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new MappingException(name + " is not in UTF-8");
        }
    }
}
