package org.parkingrelay.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text of a vendor may tell of a person: a plate, an openid, a telephone, in whatever way vendors write them. Where it is
 * in doubt, it does; what is hidden for nothing can be revealed, what is shown for nothing cannot be hidden again.
 */
final class PersonalText {

    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼粵滬蘇贛遼魯閩貴瓊寧雲陝晉";

    /** On a text without separators: parts of plates too, as cameras that read badly write them. */
    private static final Pattern PLATE_WITHIN =
            Pattern.compile("[" + PROVINCES + "](?:[A-Z][A-Z0-9*?]{2}|[A-Z0-9*?]{4})" + "|使[0-9]{3}|[0-9]{3}[使领領]|WJ["
                    + PROVINCES + "]?[0-9]{3}|民航[A-Z0-9]{2}|[无無临臨][A-Z0-9]{3}");

    /** Plates of other countries, of the forces, and those that have lost their province: only as the whole text. */
    private static final Pattern PLATE_ALONE =
            Pattern.compile("[A-Z]{1,3}[0-9]{3,5}|(?=.*[A-Z])(?=.*[0-9].*[0-9])[A-Z0-9]{5,8}|NOP[0-9]*");

    /** WeChat's have 28 characters and begin with an o. */
    private static final Pattern OPENID =
            Pattern.compile("(?<![A-Za-z0-9_-])o(?=[A-Za-z_-]*[A-Z0-9])[A-Za-z0-9_-]{19,63}(?![A-Za-z0-9_-])");

    private static final Pattern TELEPHONE = Pattern.compile("(?<![0-9])(?:86)?1[3-9][0-9]{9}(?![0-9])");
    private static final Pattern IDENTITY_CARD =
            Pattern.compile("(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx](?![0-9])");

    private static final Pattern KEY =
            Pattern.compile("plate|licen[cs]e|vehicle(?:id|no|num)|car(?:no|num|id|code|owner|name)"
                    + "|hphm|cphm|cph$|chepai|haopai|车牌|号牌|車牌|alternate|credential|openid|unionid|phone|mobile|telno|^tel$"
                    + "|user(?:name|id)?$|owner|driver|person|customer|member|operator$|idcard|cardid|cardno|idno|certno"
                    + "|手机|电话|姓名|车主|司机|身份证|image|img|pic|photo|snapshot|capture(?:url|data)|base64|图");

    private static final Pattern HARMLESS_KEY =
            Pattern.compile("(?:colou?r|type|confidence|reliability|source|method|width|height)$|^[xy]$");

    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}[-/]?[0-9]{2}[-/]?[0-9]{2}(?:[T ]?[0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?"
                    + " ?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?");

    private static final Pattern UNICODE = Pattern.compile("\\\\u+([0-9A-Fa-f]{4})");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}={0,2}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}[ :-]?){6,}");
    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));
    private static final int LONGEST = 1_024;

    private PersonalText() {}

    /** Whether what stands under a field of this name is personal, whatever it looks like. */
    static boolean isPersonalKey(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}0-9$]", "");
        return KEY.matcher(plain).find() && !HARMLESS_KEY.matcher(plain).find();
    }

    /** Whether a sentence, or a name that people gave, holds what is personal. */
    static boolean isWithin(String text) {
        return isPlain(text) || decodedCharacters(text).stream().anyMatch(PersonalText::isPlain);
    }

    private static boolean isPlain(String text) {
        return PLATE_WITHIN.matcher(compact(text)).find() || hasNumberOfAPerson(text);
    }

    /** As addresses and as JSON write what is not ASCII. */
    private static List<String> decodedCharacters(String text) {
        List<String> decoded = new ArrayList<>();
        if (text.indexOf('%') >= 0) {
            byte[] bytes = percentDecoded(text);
            CHARSETS.forEach(charset -> decoded.add(new String(bytes, charset)));
        }
        if (text.contains("\\u")) {
            decoded.add(UNICODE.matcher(text)
                    .replaceAll(code ->
                            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16)))));
        }
        return decoded;
    }

    private static boolean hasNumberOfAPerson(String text) {
        return OPENID.matcher(text).find()
                || TELEPHONE.matcher(text).find()
                || IDENTITY_CARD.matcher(text).find();
    }

    /** Whether a value may be personal, or hold what is, or be something in which nobody can tell. */
    static boolean mayBe(String value) {
        if (value.isEmpty() || TIME.matcher(value).matches()) {
            return false;
        }
        return value.length() > LONGEST
                || isWithin(value)
                || PLATE_ALONE.matcher(compact(value)).matches()
                || isMarkedUp(value)
                || isGarbled(value)
                || isEncoded(value);
    }

    /** In one form and without what may stand between the characters of a plate. */
    static String compact(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(normal.length());
        normal.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == '*' || c == '?')
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** XML, addresses, forms: a field of any name may be in them. */
    private static boolean isMarkedUp(String value) {
        int equals = value.indexOf('=');
        boolean isForm =
                equals >= 0 && !value.substring(equals).replace("=", "").isEmpty();
        return isForm
                || value.indexOf('<') >= 0
                || value.contains("://")
                || value.contains("&#")
                || value.contains("\\u");
    }

    /** Chinese that was read in another encoding. */
    private static boolean isGarbled(String value) {
        return value.chars()
                .anyMatch(c -> (c >= 0x80 && c <= 0xff && c != '·') || c == 0xfffd || Character.isISOControl(c));
    }

    private static boolean isEncoded(String value) {
        return decoded(value).stream()
                .anyMatch(bytes -> CHARSETS.stream()
                        .map(charset -> text(bytes, charset))
                        .flatMap(Optional::stream)
                        .anyMatch(PersonalText::isWithin));
    }

    private static List<byte[]> decoded(String value) {
        List<byte[]> decoded = new ArrayList<>();
        if (BASE64.matcher(value).matches()) {
            try {
                decoded.add(Base64.getDecoder()
                        .decode(value.replace('-', '+').replace('_', '/').replaceAll("=+$", "")));
            } catch (IllegalArgumentException e) {
                // It only looks like it.
            }
        }
        if (HEX.matcher(value).matches()) {
            decoded.add(HexFormat.of().parseHex(value.replaceAll("[ :-]", "")));
        }
        if (value.indexOf('%') >= 0) {
            decoded.add(percentDecoded(value));
        }
        return decoded;
    }

    private static byte[] percentDecoded(String value) {
        byte[] raw = value.getBytes(StandardCharsets.UTF_8);
        ByteBuffer plain = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            boolean isCode = raw[i] == '%' && high >= 0 && low >= 0;
            plain.put(isCode ? (byte) (high * 16 + low) : raw[i]);
            i += isCode ? 2 : 0;
        }
        byte[] bytes = new byte[plain.flip().remaining()];
        plain.get(bytes);
        return bytes;
    }

    /** The text of bytes that are one in this encoding. */
    static Optional<String> text(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
