package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;

/** A request is not done. Is no fault of the relay, so it has no stack trace; and no cause, since those quote what they read. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Status status, String detail) {
        super(detail, null, false, false);
        this.problem = Problem.of(status.getStatusCode(), detail);
    }

    /**
     * A field of the request is wrong.
     *
     * @param what is wrong with it and what was expected, as the end of a sentence that begins with the field
     */
    static ProblemException field(String field, String what) {
        return new ProblemException(Status.BAD_REQUEST, field + " " + what);
    }

    /** Which field, and what was expected; never a value. */
    public String detail() {
        return problem.detail();
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }
}
