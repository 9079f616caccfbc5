package org.parkingrelay.console;

import java.util.Locale;

/** What users do, as the audit log calls it. */
enum Action {
    /** Looks up the members of a plate, masked. */
    FIND_MEMBERS,
    /** Looks up the members of a plate and sees them. */
    REVEAL_MEMBERS,
    /** Binds a plate for a member. */
    BIND,
    /** Ends bindings of a plate. */
    UNBIND,
    /** Looks up what became of a car's events. */
    FIND_CAR,
    /** Looks up what became of records. */
    FIND_RECORDS,
    /** Ends a pause of a lane or a circle. */
    RESUME;

    /** The value of the log field. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
