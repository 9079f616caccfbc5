package org.parkingrelay.delivery;

import java.util.Locale;

/** Why an event needs no report. Daily traffic, not an error. */
public enum SkipReason {
    /** Nobody bound the plate. */
    NOT_A_MEMBER,
    /** The car has no plate. */
    NO_PLATE,
    /** The camera could not read the plate. */
    UNREADABLE_PLATE,
    /** A plate that WeChat Pay does not take: embassies, the forces, other countries, numbers of the car park's own. */
    PLATE_NOT_REPORTABLE,
    /** Not a passage: a record that the contract asks readers to leave. */
    FILTERED,
    /** A gate inside the car park. */
    INNER_GATE,
    /** The same event again, or the same state of the same car at the same car park within the same-passage window. */
    DUPLICATE,
    /** A later state has been reported, or the event was corrected or cancelled before it was reported. */
    SUPERSEDED,
    /** The passage is too old to matter. */
    EXPIRED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** Lower case, as in metrics and logs. */
    public String tag() {
        return tag;
    }
}
