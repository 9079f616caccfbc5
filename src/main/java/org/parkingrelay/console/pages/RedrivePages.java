package org.parkingrelay.console.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.JobAnswer;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.console.RedriveDesk;
import org.parkingrelay.console.Role;
import org.parkingrelay.redrive.Job;
import org.parkingrelay.redrive.JobKind;
import org.parkingrelay.redrive.JobOrder;
import org.parkingrelay.redrive.Preview;

/** Redriving and its like: what would be done, the word to do it, how far it is, and what became of each letter. */
@Path("/redrives")
@Blocking
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(Visit.HTML)
public class RedrivePages {

    private static final String SECTION = "redrives";
    private static final String PATH = "/redrives";

    private final Visit visit;
    private final RedriveDesk desk;
    private final JobStory story;

    RedrivePages(Visit visit, RedriveDesk desk, JobStory story) {
        this.visit = visit;
        this.desk = desk;
        this.story = story;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance redrives(JobsView view);

        static native TemplateInstance preview(PreviewView view);

        static native TemplateInstance previewPart(PreviewView view);

        static native TemplateInstance job(JobView view);

        static native TemplateInstance jobProgress(JobView view);

        static native TemplateInstance results(ResultsView view);
    }

    @GET
    @RolesAllowed(Role.OF_VIEWERS)
    public Response jobs() {
        JobsView view = new JobsView(
                desk.unavailable().orElse(""),
                desk.current().map(JobAnswer::of),
                desk.recent().stream().map(JobAnswer::of).toList());
        return visit.page(SECTION, PATH, Templates.redrives(view));
    }

    /** The dry run, from the first slice on. */
    @POST
    @Path("preview")
    @RolesAllowed(Role.OF_VIEWERS)
    public Response preview(
            @BeanParam LetterForm form, @RestForm @Nullable String kind, @RestForm @Nullable String cursor) {
        if (form.isOfNothing()) {
            return ofNothing();
        }
        JobKind wanted = kind(kind);
        Preview found = desk.preview(
                visit.user(),
                order(wanted, form, JobOrder.USUAL_RATE, 0, "?"),
                Optional.ofNullable(cursor).filter(text -> !text.isEmpty()),
                visit.isAdmin());
        PreviewView view = PreviewView.of(
                found,
                wanted.tag(),
                form,
                desk.unavailable().orElse(""),
                desk.current().map(JobAnswer::of),
                visit.words());
        return visit.page(
                "letters", "/letters", visit.isForPart() ? Templates.previewPart(view) : Templates.preview(view));
    }

    @POST
    @Path("start")
    @RolesAllowed(Role.OF_OPERATORS)
    public Response start(
            @BeanParam LetterForm form,
            @RestForm @Nullable String kind,
            @RestForm @Nullable String rate,
            @RestForm @Nullable String canary,
            @RestForm @Nullable String why,
            @RestForm @Nullable String force) {
        if (form.isOfNothing()) {
            return ofNothing();
        }
        JobOrder order = order(
                kind(kind),
                form,
                number("rate", rate, JobOrder.USUAL_RATE),
                number("canary", canary, 0),
                why == null ? "" : why.strip());
        JobOrder asked = force == null
                ? order
                : new JobOrder(
                        order.kind(),
                        order.selection(),
                        order.rate(),
                        order.canary(),
                        true,
                        order.reason(),
                        order.difference());
        return Visit.to(
                PATH + "/" + desk.start(visit.user(), asked, visit.isAdmin()).id());
    }

    private Response ofNothing() {
        TemplateInstance page = ErrorPages.Templates.error(
                visit.words().of("letters.none"), visit.words().of("letters.none.what"), "");
        return visit.page(Response.status(Response.Status.BAD_REQUEST), "letters", "/letters", page)
                .build();
    }

    private static JobKind kind(@Nullable String tag) {
        return JobKind.tagged(tag == null ? JobKind.REDRIVE.tag() : tag)
                .filter(kind -> kind != JobKind.EDIT)
                .orElseThrow(() -> ProblemException.field("kind", "is none that is known"));
    }

    private static JobOrder order(JobKind kind, LetterForm form, int rate, int canary, String reason) {
        return kind.writes()
                ? JobOrder.redrive(form.selection(), rate, canary, reason.equals("?") ? "" : reason)
                : JobOrder.mark(kind, form.selection(), reason);
    }

    private static int number(String field, @Nullable String text, int otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw ProblemException.field(field, "is no number");
        }
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Role.OF_VIEWERS)
    public Response job(@RestPath String id) {
        return visit.page(SECTION, PATH + "/" + known(id).id(), Templates.job(view(known(id))));
    }

    /** What changes while it runs; the whole page again, where its buttons change too. */
    @GET
    @Path("{id}/progress")
    @RolesAllowed(Role.OF_VIEWERS)
    public Response progress(@RestPath String id, @RestQuery @Nullable String state) {
        JobView view = view(known(id));
        Response.ResponseBuilder response = Response.ok();
        if (!view.job().state().equals(state)) {
            response.header("HX-Refresh", "true");
        }
        return visit.page(response, SECTION, PATH + "/" + id, Templates.jobProgress(view))
                .build();
    }

    private JobView view(Job job) {
        return JobView.of(JobAnswer.of(job), job, story.now());
    }

    private Job known(String id) {
        return desk.job(id).orElseThrow(NotFoundException::new);
    }

    @POST
    @Path("{id}/act")
    @RolesAllowed(Role.OF_OPERATORS)
    public Response act(@RestPath String id, @RestForm @Nullable String act) {
        Job job = switch (act == null ? "" : act) {
            case "pause" -> desk.pause(visit.user(), id);
            case "continue" -> desk.resume(visit.user(), id);
            case "cancel" -> desk.cancel(visit.user(), id);
            default -> throw ProblemException.field("act", "is none that is known");
        };
        return Visit.to(PATH + "/" + job.id());
    }

    @GET
    @Path("{id}/results")
    @RolesAllowed(Role.OF_VIEWERS)
    public Response results(@RestPath String id, @RestQuery @Nullable String cursor) {
        Job job = known(id);
        ResultsView view = story.of(visit.user(), job, desk.results(id, Optional.ofNullable(cursor)), visit.words());
        return visit.page(SECTION, PATH + "/" + id, Templates.results(view));
    }
}
