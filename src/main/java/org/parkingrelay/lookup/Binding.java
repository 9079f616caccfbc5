package org.parkingrelay.lookup;

import java.util.regex.Pattern;
import org.parkingrelay.event.Plate;

/**
 * That a member bound a plate; personal data.
 *
 * @param appId the app id that the openid belongs to
 */
public record Binding(String appId, Plate plate, Openid openid) {

    private static final Pattern APP_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** Whether a text can be an app id; WeChat Pay's limit is 32 characters (D:4012535502). */
    public static boolean isAppId(String text) {
        return APP_ID.matcher(text).matches();
    }

    /** Hides who and which. */
    @Override
    public String toString() {
        return "Binding[hidden]";
    }
}
