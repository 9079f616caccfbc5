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
    /** Comes in by the pages. */
    SIGN_IN,
    /** Leaves. */
    SIGN_OUT;

    /** The value of the log field. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
