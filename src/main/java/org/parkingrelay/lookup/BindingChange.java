package org.parkingrelay.lookup;

import java.time.Instant;

/**
 * A binding that was made or ended.
 *
 * @param isBound whether it was made; else it was ended
 * @param at when; the latest change of a binding counts, and at the same millisecond its end
 * @param isDecided whether it counts as the latest even if a change that claims to be later is known: a person has decided, who saw
 *     what is known
 */
public record BindingChange(Binding binding, boolean isBound, Instant at, boolean isDecided) {

    /** What came of a change. */
    public enum Applied {
        /** The member is bound now and was not, or the other way round. */
        CHANGED,
        /** It was like that before. */
        UNCHANGED,
        /** A later change is known; nothing was done. */
        OLDER
    }

    /** In milliseconds, at least 1, so that its sign can say whether it was made or ended. */
    long millis() {
        return Math.max(1, at.toEpochMilli());
    }
}
