package org.parkingrelay.explain;

/** Nothing can be explained; the message says to the person at the terminal what to mend. */
public final class ExplainException extends Exception {

    public ExplainException(String message) {
        super(message);
    }
}
