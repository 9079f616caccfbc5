package org.parkingrelay.deadletter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Why letters are there: what those of one group have in common.
 *
 * @param reason as in {@link DeadLetter}, like code, status and circle
 * @param explanation without what differs from letter to letter: numbers and quoted parts
 */
public record LetterCause(String reason, String code, String status, String circle, String explanation) {

    private static final int LONGEST_EXPLANATION = 200;
    private static final int ID_BYTES = 8;

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|`[^`]*`|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』");
    private static final Pattern NUMBER = Pattern.compile("\\d+([.,:]\\d+)*");

    /** The cause of a letter. */
    public static LetterCause of(DeadLetter letter) {
        return new LetterCause(
                letter.reason(), letter.code(), letter.status(), letter.circle(), general(letter.explanation()));
    }

    private static String general(String explanation) {
        String unquoted = QUOTED.matcher(explanation).replaceAll("…");
        String general = NUMBER.matcher(unquoted).replaceAll("#").strip();
        return general.length() <= LONGEST_EXPLANATION ? general : general.substring(0, LONGEST_EXPLANATION) + "…";
    }

    /** Names the cause in filters: 16 hexadecimal digits, the same in every process. */
    public String id() {
        String all = String.join("\n", reason, code, status, circle, explanation);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
