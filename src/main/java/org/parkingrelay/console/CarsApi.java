package org.parkingrelay.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/** What became of a car's events, over HTTP. By POST, since a plate belongs into a body. */
@Path("/api/cars")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CarsApi {

    private final CarDesk desk;
    private final SecurityIdentity caller;

    CarsApi(CarDesk desk, SecurityIdentity caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @POST
    @Path("history")
    @RolesAllowed(Role.OF_VIEWERS)
    public CompletionStage<CarTrace> history(CarRequest request) {
        return desk.trace(caller.getPrincipal().getName(), request);
    }
}
