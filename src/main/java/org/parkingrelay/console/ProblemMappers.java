package org.parkingrelay.console;

import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/** The one place where what went wrong becomes an answer. Tells nothing of an exception that others made: it may quote a body. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final int RETRY_AFTER_SECONDS = 5;

    @ServerExceptionMapper
    Response toResponse(ProblemException e) {
        Response.ResponseBuilder response = response(e.problem());
        if (e.problem().status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response toResponse(ForbiddenException e) {
        return response(Problem.of(
                        Response.Status.FORBIDDEN.getStatusCode(), "this needs a role that the user has not"))
                .build();
    }

    @ServerExceptionMapper
    Response toResponse(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        String detail = switch (status) {
            case 404 -> "there is nothing at this address";
            case 405 -> "expected is another method; all actions are POST";
            case 406 -> "the answer is application/json";
            case 413 -> "the body is too large";
            case 415 -> "Content-Type is another; expected is application/json";
            default -> "the request cannot be done";
        };
        return response(Problem.of(status, detail)).build();
    }

    @ServerExceptionMapper
    Response toResponse(Throwable e) {
        LogLine.with(LogKey.FAULT, e.getClass().getName())
                .log(LOG, Logger.Level.ERROR, "A request failed for a fault in the relay");
        return response(Problem.of(
                        Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), "a fault in the relay; see its log"))
                .build();
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
