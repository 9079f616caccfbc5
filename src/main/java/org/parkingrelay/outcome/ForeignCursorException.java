package org.parkingrelay.outcome;

/** A search cannot go on by this text: it is no cursor, or one of another search. */
public final class ForeignCursorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignCursorException() {
        super("no cursor of this search", null, false, false);
    }
}
