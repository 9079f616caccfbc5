package org.parkingrelay.mapping;

import com.dashjoin.jsonata.JException;

/**
 * Thrown out of an expression by the relay's own functions and limits. The message is constant, so it holds no value; the
 * library adds where in the expression it was thrown.
 */
final class FunctionFault extends JException {

    /** JSONata's code for what {@code $error} says. */
    private static final String SAID = "D3137";

    private static final int NOWHERE = -1;

    FunctionFault(String message) {
        super(SAID, NOWHERE, message);
    }

    /** Nobody reads it, and a vendor that sends nonsense sends much of it. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
