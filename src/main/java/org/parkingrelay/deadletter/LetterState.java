package org.parkingrelay.deadletter;

import java.util.Locale;

/** What people have done about a dead letter. Kafka cannot take one record out of a topic, so this is kept beside it. */
public enum LetterState {
    /** Nothing yet. */
    OPEN,
    /** It was put back through the front door. */
    REDRIVEN,
    /** It is of no use; it can be restored. */
    DISCARDED;

    /** Lower case, as in addresses and answers. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
