package org.parkingrelay.outcome;

/** What became of events cannot be told now. The message says why and what to do about it; it holds nothing secret. */
public final class OutcomesUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String why;

    OutcomesUnavailableException(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    /** Why, and what to do about it. */
    public String why() {
        return why;
    }
}
