package org.parkingrelay.console;

import jakarta.ws.rs.core.Response;

/** Shows a problem to a person. */
public interface ProblemPage {

    /** The page for it, with its status. */
    Response.ResponseBuilder of(Problem problem);
}
