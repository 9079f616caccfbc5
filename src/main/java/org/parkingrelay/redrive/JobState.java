package org.parkingrelay.redrive;

import java.util.Locale;

/** How far a job is. */
public enum JobState {
    /** It works, or will as soon as a relay takes it up. */
    RUNNING,
    /** Somebody paused it. */
    PAUSED,
    /** It did as many letters as its canary, and waits for somebody to say go on or cancel. */
    CANARY,
    /** Somebody ended it; what was done stays done. */
    CANCELLED,
    /** It is through all of its letters. */
    FINISHED;

    /** Whether nothing more happens. */
    public boolean isOver() {
        return this == CANCELLED || this == FINISHED;
    }

    /** Lower case, as in addresses and answers. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
