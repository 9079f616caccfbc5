package org.parkingrelay.lookup;

import org.parkingrelay.event.Plate;

/**
 * That a member bound a plate; personal data.
 *
 * @param appId the app id that the openid belongs to
 */
public record Binding(String appId, Plate plate, Openid openid) {

    private static final int MAX_LENGTH_OF_APP_ID = 32;

    /** Whether a text can be an app id; WeChat Pay's limit is 32 characters (D:4012535502). */
    public static boolean isAppId(String text) {
        return Openid.isId(text, MAX_LENGTH_OF_APP_ID);
    }

    /** Hides who and which. */
    @Override
    public String toString() {
        return "Binding[hidden]";
    }
}
