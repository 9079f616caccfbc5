package org.parkingrelay.lookup;

/**
 * A member as one app id knows it.
 *
 * @param text 1 to 64 letters, digits, hyphens and underscores; personal data
 */
public record Openid(String text) {

    private static final int MAX_LENGTH = 64;

    /** Whether a text can be an openid; WeChat Pay's limit is 64 characters (D:4012535502). */
    public static boolean isOpenid(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
    }

    /** Hides the text. */
    @Override
    public String toString() {
        return "Openid[hidden]";
    }
}
