package org.parkingrelay.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/** What became of records, over HTTP. */
@Path("/api/records")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RecordsApi {

    private final RecordsDesk desk;
    private final SecurityIdentity caller;

    RecordsApi(RecordsDesk desk, SecurityIdentity caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @POST
    @Path("fate")
    @RolesAllowed(Role.OF_VIEWERS)
    public CompletionStage<RecordFates> fate(FateRequest request) {
        return desk.fate(caller.getPrincipal().getName(), request);
    }
}
