package org.parkingrelay.console.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.console.BindingDesk;
import org.parkingrelay.console.BindingRequest;
import org.parkingrelay.console.FindRequest;
import org.parkingrelay.console.FoundMembers;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.console.Role;

/** Who bound a plate; bind and unbind it. */
@Path("/bindings")
@Blocking
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(Visit.HTML)
public class BindingPages {

    private static final String SECTION = "bindings";
    private static final String PATH = "/bindings";

    private final Visit visit;
    private final BindingDesk desk;
    private final Circles circles;

    BindingPages(Visit visit, BindingDesk desk, Circles circles) {
        this.visit = visit;
        this.desk = desk;
        this.circles = circles;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance bindings(BindingView view);
    }

    /** What the form holds; plates come this way only. */
    private record Asked(String circle, String plate, String openid) {

        private @Nullable String member() {
            return openid.isBlank() ? null : openid.strip();
        }
    }

    @GET
    @RolesAllowed(Role.OF_VIEWERS)
    public Response empty() {
        return page(Response.ok(), new Asked("", "", ""), "", "");
    }

    @POST
    @RolesAllowed(Role.OF_VIEWERS)
    public Response act(
            @RestForm @Nullable String act,
            @RestForm @Nullable String circle,
            @RestForm @Nullable String plate,
            @RestForm @Nullable String openid) {
        Asked asked = new Asked(text(circle), text(plate), text(openid));
        try {
            return switch (text(act)) {
                case "bind" -> bind(asked);
                case "unbind" -> unbind(asked);
                case "reveal" -> find(asked, true);
                default -> find(asked, false);
            };
        } catch (ProblemException e) {
            return page(Response.status(e.problem().status()), asked, "", told(e));
        }
    }

    /** What a person can mend is told beside the form; the rest is a page of its own. */
    private String told(ProblemException e) {
        if (e.problem().status() != Response.Status.BAD_REQUEST.getStatusCode()) {
            throw e;
        }
        String field = e.problem().detail().split(" ", 2)[0];
        return visit.words().known("bindings.wrong", field);
    }

    private Response find(Asked asked, boolean reveal) {
        if (reveal && !visit.isAdmin()) {
            throw new ForbiddenException();
        }
        FoundMembers found =
                Visit.of(desk.find(visit.user(), new FindRequest(asked.circle(), null, asked.plate(), reveal)));
        BindingView view = new BindingView(
                names(),
                asked.circle(),
                asked.plate(),
                asked.openid(),
                "",
                "",
                true,
                found.plateNumber(),
                found.members().stream().map(FoundMembers.Member::openid).toList());
        return visit.page(SECTION, PATH, Templates.bindings(view));
    }

    private Response bind(Asked asked) {
        requireOperator();
        String result = Visit.of(desk.bind(
                        visit.user(), new BindingRequest(asked.circle(), null, asked.plate(), asked.member())))
                .result();
        return page(Response.ok(), asked, visit.words().of("bindings.bound." + result), "");
    }

    private Response unbind(Asked asked) {
        requireOperator();
        int ended = Visit.of(desk.unbind(
                        visit.user(), new BindingRequest(asked.circle(), null, asked.plate(), asked.member())))
                .ended();
        return page(Response.ok(), asked, visit.words().of("bindings.unbound", ended), "");
    }

    private void requireOperator() {
        if (!visit.isOperator()) {
            throw new ForbiddenException();
        }
    }

    private Response page(Response.ResponseBuilder response, Asked asked, String notice, String problem) {
        BindingView view = new BindingView(
                names(), asked.circle(), asked.plate(), asked.openid(), notice, problem, false, "", List.of());
        return visit.page(response, SECTION, PATH, Templates.bindings(view)).build();
    }

    private List<String> names() {
        return StreamSupport.stream(circles.all().spliterator(), false)
                .map(Circle::name)
                .sorted()
                .toList();
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
