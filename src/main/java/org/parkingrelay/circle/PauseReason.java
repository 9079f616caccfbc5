package org.parkingrelay.circle;

import java.util.Locale;

/** Why a lane, or one circle of it, was paused. */
public enum PauseReason {
    /** Calls failed in a row. The lane's. */
    OUTAGE,
    /** Calls failed in a row, the last because there were too many. The lane's. */
    THROTTLED,
    /** WeChat Pay refused the credential. The lane's. */
    REFUSED_CREDENTIAL,
    /** WeChat Pay refused the mall. The circle's. */
    REFUSED_CIRCLE,
    /** So many reports in a row were rejected with the same code that it is not the members' fault. The circle's. */
    SAME_REJECTIONS;

    /** Lower case, as in metrics and logs. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
