package org.parkingrelay.circle;

import java.util.Locale;

/** How a permitted call came out, as far as its lane is concerned. */
public enum Verdict {
    /** WeChat Pay took the report. */
    TAKEN,
    /** WeChat Pay will never take this report. */
    REJECTED,
    /** WeChat Pay was not reached, or could not take the report. */
    UNAVAILABLE,
    /** Nobody can say whether the report was taken. */
    IN_DOUBT,
    /** Too many calls. */
    THROTTLED,
    /** WeChat Pay refuses whoever signed: its signature, certificate or permission. */
    REFUSED_CREDENTIAL,
    /** WeChat Pay refuses the mall: its brand, or what ties it to the merchant. */
    REFUSED_CIRCLE,
    /** No call was made, so the permission is free again. */
    NOT_CALLED;

    /** Lower case, as in logs. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
