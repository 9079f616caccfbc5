package org.parkingrelay.console.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.OverviewDesk;
import org.parkingrelay.console.ResumeRequest;
import org.parkingrelay.console.ResumeResult;
import org.parkingrelay.console.Role;

/** How this relay is: what flows, what waits, and what it waits for. */
@Path("/")
@Blocking
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(Visit.HTML)
public class OverviewPages {

    private static final String SECTION = "overview";
    private static final String PATH = "/";

    private final Visit visit;
    private final OverviewDesk desk;

    OverviewPages(Visit visit, OverviewDesk desk) {
        this.visit = visit;
        this.desk = desk;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance overview(OverviewView view, String notice);

        static native TemplateInstance overviewPart(OverviewView view);
    }

    @GET
    @RolesAllowed(Role.OF_VIEWERS)
    public Response overview() {
        return visit.page(SECTION, PATH, Templates.overview(view(), ""));
    }

    /** What changes, to be put in its place. */
    @GET
    @Path("overview/now")
    @RolesAllowed(Role.OF_VIEWERS)
    public Response now() {
        return visit.page(SECTION, PATH, Templates.overviewPart(view()));
    }

    private OverviewView view() {
        return OverviewView.of(Visit.of(desk.now()));
    }

    @POST
    @Path("overview/resume")
    @RolesAllowed(Role.OF_OPERATORS)
    public Response resume(@RestForm @Nullable String lane, @RestForm @Nullable String circle) {
        String named = circle == null || circle.isEmpty() ? null : circle;
        ResumeResult result = desk.resume(visit.user(), new ResumeRequest(lane, named));
        String notice = result.result().equals("resumed")
                ? visit.words().of("overview.resumed", result.pod())
                : visit.words().of("overview.unchanged", result.pod());
        // No redirect: behind one address, another pod might answer it.
        return visit.page(SECTION, PATH, Templates.overview(view(), notice));
    }
}
