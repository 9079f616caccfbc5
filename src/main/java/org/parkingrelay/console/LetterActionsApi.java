package org.parkingrelay.console;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What is done about single dead letters at once, whether or not a job runs; and editing one, which is a job. */
@Path("/api/dead-letters")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class LetterActionsApi {

    private final RedriveDesk desk;
    private final SecurityIdentity caller;

    LetterActionsApi(RedriveDesk desk, SecurityIdentity caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @POST
    @Path("discard")
    @RolesAllowed(Role.OF_OPERATORS)
    public Changed discard(LetterActionRequest request) {
        return new Changed(desk.discard(user(), LetterNames.of(request.ids()), text(request.reason())));
    }

    @POST
    @Path("restore")
    @RolesAllowed(Role.OF_OPERATORS)
    public Changed restore(LetterActionRequest request) {
        return new Changed(desk.restore(user(), LetterNames.of(request.ids()), text(request.reason())));
    }

    @POST
    @Path("edit")
    @RolesAllowed(Role.OF_ADMINS)
    public JobAnswer edit(EditRequest request) {
        if (request.value() == null) {
            throw ProblemException.field("value", "is missing; expected is the whole value as text");
        }
        return JobAnswer.of(desk.edit(
                user(), LetterNames.one("id", request.id()), request.value(), text(request.reason()), request.force()));
    }

    /**
     * What came of it.
     *
     * @param changed how many letters were in the state that it takes
     */
    public record Changed(int changed) {}

    private static String text(@Nullable String reason) {
        return reason == null ? "" : reason.strip();
    }

    private String user() {
        return caller.getPrincipal().getName();
    }
}
