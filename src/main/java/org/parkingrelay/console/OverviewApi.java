package org.parkingrelay.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.overview.RelayView;

/** How this relay is, and its lanes, over HTTP. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewApi {

    private final OverviewDesk desk;
    private final SecurityIdentity caller;

    OverviewApi(OverviewDesk desk, SecurityIdentity caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @GET
    @Path("overview")
    @RolesAllowed(Role.OF_VIEWERS)
    public CompletionStage<RelayView> overview() {
        return desk.now();
    }

    @POST
    @Path("lanes/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OF_OPERATORS)
    public ResumeResult resume(ResumeRequest request) {
        return desk.resume(caller.getPrincipal().getName(), request);
    }
}
