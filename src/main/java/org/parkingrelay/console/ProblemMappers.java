package org.parkingrelay.console;

import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * The one place where what went wrong becomes an answer: a problem for tools, a page for people. Tells nothing of an exception that
 * others made: it may quote a body.
 */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Instance<ProblemPage> page;

    ProblemMappers(Instance<ProblemPage> page) {
        this.page = page;
    }

    @ServerExceptionMapper
    Response toResponse(ProblemException e, UriInfo uri) {
        return response(e.problem(), uri);
    }

    @ServerExceptionMapper
    Response toResponse(ForbiddenException e, UriInfo uri) {
        return response(
                Problem.of(Response.Status.FORBIDDEN.getStatusCode(), "this needs a role that the user has not"), uri);
    }

    @ServerExceptionMapper
    Response toResponse(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        String detail = switch (status) {
            case 404 -> "there is nothing at this address";
            case 405 -> "expected is another method; all actions are POST";
            case 406 -> "the answer is application/json";
            case 413 -> "the body is too large";
            case 415 -> "Content-Type is another; expected is application/json";
            default -> "the request cannot be done";
        };
        return response(Problem.of(status, detail), uri);
    }

    @ServerExceptionMapper
    Response toResponse(Throwable e, UriInfo uri) {
        LogLine.with(LogKey.FAULT, e.getClass().getName())
                .log(LOG, Logger.Level.ERROR, "A request failed for a fault in the relay");
        return response(
                Problem.of(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), "a fault in the relay; see its log"),
                uri);
    }

    private Response response(Problem problem, UriInfo uri) {
        boolean isApi = uri.getPath().startsWith("/api/") || uri.getPath().equals("/api");
        Response.ResponseBuilder response = isApi
                ? Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem)
                : page.get().of(problem);
        if (problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
