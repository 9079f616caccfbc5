package org.parkingrelay.delivery;

import java.util.Locale;

/** Why an event must wait longer than its car can be held up. */
public enum DeferReason {
    /** WeChat Pay was not reached, failed, or did not answer. */
    UNAVAILABLE,
    /** WeChat Pay takes fewer calls than there are. */
    THROTTLED,
    /** The merchant's lane is paused and has no room left to wait in. */
    LANE_PAUSED,
    /** The same car is being reported, by another relay, or with too many of its events waiting here. */
    BUSY;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** Lower case, as in metrics and logs. */
    public String tag() {
        return tag;
    }
}
