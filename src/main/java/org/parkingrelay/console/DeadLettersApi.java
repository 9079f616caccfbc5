package org.parkingrelay.console;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.Executor;

/**
 * Dead letters over HTTP. All by POST, since a filter may hold a plate, and plates belong into bodies; {@link BindingsApi} says why else.
 */
@Path("/api/dead-letters")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersApi {

    /** A page to a line. */
    static final String NDJSON = "application/x-ndjson";

    private final DeadLetterDesk desk;
    private final SecurityIdentity identity;
    private final Executor blocking;

    DeadLettersApi(DeadLetterDesk desk, SecurityIdentity identity, Executor blocking) {
        this.desk = desk;
        this.identity = identity;
        this.blocking = blocking;
    }

    @POST
    @Path("list")
    @RolesAllowed(Role.OF_VIEWERS)
    public LetterPage list(LettersRequest request) {
        return desk.list(caller(), request);
    }

    @POST
    @Path("groups")
    @RolesAllowed(Role.OF_VIEWERS)
    public GroupPage groups(GroupsRequest request) {
        return desk.groups(caller(), request);
    }

    @POST
    @Path("show")
    @RolesAllowed(Role.OF_VIEWERS)
    public LetterView show(LetterRequest request) {
        return desk.show(caller(), request);
    }

    @POST
    @Path("of-car")
    @RolesAllowed(Role.OF_VIEWERS)
    public LetterPage ofCar(CarLettersRequest request) {
        return desk.ofCar(caller(), request);
    }

    /** A line for each page, until the end, the limit, or until the caller goes away: a page is read when the one before is sent. */
    @POST
    @Path("stream")
    @Produces(NDJSON)
    @RolesAllowed(Role.OF_VIEWERS)
    public Multi<LetterPage> stream(LettersRequest request) {
        LetterWalk walk = desk.walk(caller(), request);
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().item(walk::next).runSubscriptionOn(blocking))
                .whilst(page -> !walk.isOver())
                .onTermination()
                .invoke(walk::end);
    }

    private Caller caller() {
        return new Caller(identity.getPrincipal().getName(), identity.hasRole(Role.OF_ADMINS));
    }
}
