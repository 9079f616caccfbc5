package org.parkingrelay.redrive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.parkingrelay.deadletter.LetterState;

/** What a job does with each of its letters. */
public enum JobKind {
    /** Puts it back through the front door. */
    REDRIVE(LetterState.OPEN, LetterState.REDRIVEN),
    /** Likewise, one letter with another value. */
    EDIT(LetterState.OPEN, LetterState.REDRIVEN),
    /** Takes it out of what is open. */
    DISCARD(LetterState.OPEN, LetterState.DISCARDED),
    /** Takes a discarded one back. */
    RESTORE(LetterState.DISCARDED, LetterState.OPEN);

    private final LetterState from;
    private final LetterState to;

    JobKind(LetterState from, LetterState to) {
        this.from = from;
        this.to = to;
    }

    /** The only state in which a letter is taken. */
    public LetterState from() {
        return from;
    }

    /** The state that it is in afterwards. */
    public LetterState to() {
        return to;
    }

    /** Whether records are written to source topics. */
    public boolean writes() {
        return to == LetterState.REDRIVEN;
    }

    /** Lower case, as in the journal, in addresses and answers. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with a tag. */
    public static Optional<JobKind> tagged(String tag) {
        return Arrays.stream(values()).filter(kind -> kind.tag().equals(tag)).findFirst();
    }
}
