package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;

/**
 * Who asks a desk for something.
 *
 * @param name as the audit log knows them
 * @param mayReveal whether they may see personal data
 */
public record Caller(String name, boolean mayReveal) {

    /** Refuses to reveal to who may not see it. */
    void requireRevealIf(boolean reveal) {
        if (reveal && !mayReveal) {
            throw new ProblemException(Status.FORBIDDEN, "reveal needs the role " + Role.OF_ADMINS);
        }
    }
}
