package org.parkingrelay.console;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.redrive.Preview;

/** Jobs over dead letters, by HTTP: what one would do, starting it, watching it, ending it, and what it did. */
@Path("/api/redrives")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RedrivesApi {

    private final RedriveDesk desk;
    private final SecurityIdentity caller;

    RedrivesApi(RedriveDesk desk, SecurityIdentity caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @POST
    @Path("preview")
    @RolesAllowed(Role.OF_VIEWERS)
    public Preview preview(JobRequest request) {
        return desk.preview(
                user(), request.order(), Optional.ofNullable(request.cursor()), caller.hasRole(Role.OF_ADMINS));
    }

    @POST
    @Path("start")
    @RolesAllowed(Role.OF_OPERATORS)
    public JobAnswer start(JobRequest request) {
        return JobAnswer.of(desk.start(user(), request.order(), caller.hasRole(Role.OF_ADMINS)));
    }

    @POST
    @Path("list")
    @RolesAllowed(Role.OF_VIEWERS)
    public List<JobAnswer> list() {
        requireWell();
        return desk.recent().stream().map(JobAnswer::of).toList();
    }

    /** The job that is not over; in the place of it nothing, 204. */
    @POST
    @Path("current")
    @RolesAllowed(Role.OF_VIEWERS)
    public @Nullable JobAnswer current() {
        requireWell();
        return desk.current().map(JobAnswer::of).orElse(null);
    }

    @POST
    @Path("get")
    @RolesAllowed(Role.OF_VIEWERS)
    public JobAnswer get(JobNameRequest request) {
        requireWell();
        return desk.job(request.id())
                .map(JobAnswer::of)
                .orElseThrow(() -> new ProblemException(Status.NOT_FOUND, "job is none of the last ones"));
    }

    @POST
    @Path("pause")
    @RolesAllowed(Role.OF_OPERATORS)
    public JobAnswer pause(JobNameRequest request) {
        return JobAnswer.of(desk.pause(user(), request.id()));
    }

    @POST
    @Path("continue")
    @RolesAllowed(Role.OF_OPERATORS)
    public JobAnswer resume(JobNameRequest request) {
        return JobAnswer.of(desk.resume(user(), request.id()));
    }

    @POST
    @Path("cancel")
    @RolesAllowed(Role.OF_OPERATORS)
    public JobAnswer cancel(JobNameRequest request) {
        return JobAnswer.of(desk.cancel(user(), request.id()));
    }

    @POST
    @Path("results")
    @RolesAllowed(Role.OF_VIEWERS)
    public ResultsAnswer results(JobNameRequest request) {
        return ResultsAnswer.of(desk.results(request.id(), Optional.ofNullable(request.cursor())));
    }

    private void requireWell() {
        desk.unavailable().ifPresent(why -> {
            throw new ProblemException(Status.SERVICE_UNAVAILABLE, why);
        });
    }

    private String user() {
        return caller.getPrincipal().getName();
    }
}
