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
        return isId(text, MAX_LENGTH);
    }

    /** Whether it has letters, digits, hyphens and underscores only; a loop, since an import asks twice a line. */
    static boolean isId(String text, int maxLength) {
        if (text.isEmpty() || text.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPart = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
            if (!isPart) {
                return false;
            }
        }
        return true;
    }

    /** Hides the text. */
    @Override
    public String toString() {
        return "Openid[hidden]";
    }
}
