package org.parkingrelay.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.concurrent.CompletionStage;

/**
 * The bindings of one plate over HTTP. All by POST, since plates belong into bodies and not into addresses, which end in access
 * logs.
 *
 * <p>{@code Consumes} is also what keeps a foreign page from acting with the login that a browser remembers: a form cannot send
 * JSON, and a script that would is asked for a CORS preflight, which nothing here answers. See {@link JsonOnly}.
 */
@Path("/api/bindings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BindingsApi {

    private final BindingDesk desk;
    private final SecurityIdentity caller;

    BindingsApi(BindingDesk desk, SecurityIdentity caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @POST
    @Path("find")
    @RolesAllowed(Role.OF_VIEWERS)
    public CompletionStage<FoundMembers> find(FindRequest request) {
        if (request.reveal() && !caller.hasRole(Role.OF_ADMINS)) {
            throw new ProblemException(Status.FORBIDDEN, "reveal needs the role " + Role.OF_ADMINS);
        }
        return desk.find(user(), request);
    }

    @POST
    @Path("bind")
    @RolesAllowed(Role.OF_OPERATORS)
    public CompletionStage<BindResult> bind(BindingRequest request) {
        return desk.bind(user(), request);
    }

    @POST
    @Path("unbind")
    @RolesAllowed(Role.OF_OPERATORS)
    public CompletionStage<UnbindResult> unbind(BindingRequest request) {
        return desk.unbind(user(), request);
    }

    private String user() {
        return caller.getPrincipal().getName();
    }
}
