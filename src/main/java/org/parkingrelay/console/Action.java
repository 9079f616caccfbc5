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
    SIGN_OUT,
    /** Asks what a job over dead letters would do. */
    PREVIEW_JOB,
    /** Starts to redrive dead letters. */
    START_REDRIVE,
    /** Starts to discard dead letters. */
    START_DISCARD,
    /** Starts to restore discarded dead letters. */
    START_RESTORE,
    /** Redrives a dead letter with another value. */
    EDIT_LETTER,
    /** Pauses a job over dead letters. */
    PAUSE_JOB,
    /** Has such a job go on. */
    RESUME_JOB,
    /** Ends such a job. */
    CANCEL_JOB,
    /** Discards dead letters by name. */
    DISCARD_LETTERS,
    /** Restores discarded dead letters by name. */
    RESTORE_LETTERS,
    /** Lists dead letters, masked. */
    LIST_LETTERS,
    /** Lists the dead letters of a car, masked. */
    LIST_LETTERS_OF_CAR,
    /** Goes through all dead letters of a filter, masked. */
    WALK_LETTERS,
    /** Counts dead letters by their cause. */
    GROUP_LETTERS,
    /** Looks at one dead letter, masked. */
    SHOW_LETTER,
    /** Sees dead letters with their plates. */
    REVEAL_LETTERS,
    /** Sees one dead letter with all that is in it. */
    REVEAL_LETTER,
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
