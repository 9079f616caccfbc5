package org.parkingrelay.event;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The text of a plate field in one form: compatibility characters (full-width letters and digits) as the plain ones, without white
 * space, upper case, simplified characters. Loops over characters, since every plate of every gate passes here.
 */
final class PlateText {

    private static final String TRADITIONAL = "粵滬蘇贛遼魯閩貴瓊寧雲陝晉黃綠藍無領學掛應車識別結匹";
    private static final String SIMPLIFIED = "粤沪苏赣辽鲁闽贵琼宁云陕晋黄绿蓝无领学挂应车识别结匹";
    /** Not ASCII, often seen between the characters of a plate, and the same in every normal form. */
    private static final String PLAIN_MARKS = "·•・‧∙⋅。、–—―−‐";

    private static final char FIRST_IDEOGRAPH = '\u4e00';
    private static final char LAST_IDEOGRAPH = '\u9fff';
    private static final char LAST_ASCII = '\u007f';

    private PlateText() {}

    /** The text in that form. */
    static String clean(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (!isPlain(raw.charAt(i))) {
                return visible(Normalizer.normalize(raw, Normalizer.Form.NFKC));
            }
        }
        StringBuilder kept = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= 'a' && c <= 'z') {
                kept.append((char) (c - 'a' + 'A'));
            } else if (c >= FIRST_IDEOGRAPH) {
                kept.append(simplified(c));
            } else if (c > ' ' && c != LAST_ASCII) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    /** Whether no normal form changes it. */
    private static boolean isPlain(char c) {
        return c <= LAST_ASCII || (c >= FIRST_IDEOGRAPH && c <= LAST_IDEOGRAPH) || PLAIN_MARKS.indexOf(c) >= 0;
    }

    /** Without white space, control and format characters (zero-width marks, the NUL padding of C structs). */
    private static String visible(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int type = Character.getType(c);
            if (!Character.isWhitespace(c)
                    && !Character.isSpaceChar(c)
                    && type != Character.CONTROL
                    && type != Character.FORMAT) {
                kept.appendCodePoint(c);
            }
        }
        StringBuilder simple = new StringBuilder(kept.toString().toUpperCase(Locale.ROOT));
        for (int i = 0; i < simple.length(); i++) {
            simple.setCharAt(i, simplified(simple.charAt(i)));
        }
        return simple.toString();
    }

    private static char simplified(char c) {
        int at = c < FIRST_IDEOGRAPH ? -1 : TRADITIONAL.indexOf(c);
        return at < 0 ? c : SIMPLIFIED.charAt(at);
    }

    /** Where the first of these characters stands, -1 where none does. */
    static int indexOfAny(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The text without these characters. */
    static String without(String text, String characters) {
        int first = indexOfAny(text, characters, 0);
        if (first < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first + 1; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }
}
