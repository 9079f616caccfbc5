package org.parkingrelay.delivery;

import java.util.Locale;

/** Why a record needs a person. */
public enum DeadLetterReason {
    /** The value is not JSON in UTF-8. */
    UNDECODABLE,
    /** The value is JSON and breaks the contract. */
    INVALID,
    /** No circle is configured for the event's car park. */
    UNKNOWN_LOT,
    /** The passage lies further ahead of this clock than gates' clocks may be. */
    FUTURE_TIME,
    /** WeChat Pay will not take the report. */
    REJECTED,
    /** The report was tried until it no longer mattered. */
    RETRIES_EXHAUSTED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** Lower case, as in metrics and logs. */
    public String tag() {
        return tag;
    }
}
