package org.parkingrelay.console.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.DeadLetterDesk;
import org.parkingrelay.console.GroupPage;
import org.parkingrelay.console.GroupsRequest;
import org.parkingrelay.console.LetterPage;
import org.parkingrelay.console.LettersRequest;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.console.Role;

/** The dead letters: as a list, or by their causes. */
@Path("/letters")
@Blocking
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(Visit.HTML)
public class LetterPages {

    static final String SECTION = "letters";
    static final String PATH = "/letters";

    /** As many as one looks at before asking for more. */
    private static final int MOST = 50;

    private final Visit visit;
    private final DeadLetterDesk desk;
    private final GroupSum sums;

    LetterPages(Visit visit, DeadLetterDesk desk, GroupSum sums) {
        this.visit = visit;
        this.desk = desk;
        this.sums = sums;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance letters(LettersView view);

        static native TemplateInstance lettersPart(LettersView view);

        static native TemplateInstance groupsPart(LettersView view);
    }

    @GET
    @RolesAllowed(Role.OF_VIEWERS)
    public Response newest() {
        return found(new LetterForm(), list(new LetterForm(), "", 0));
    }

    /** A part of a scan; plates that are looked for come this way. */
    @POST
    @RolesAllowed(Role.OF_VIEWERS)
    public Response find(
            @BeanParam LetterForm form,
            @RestForm @Nullable String show,
            @RestForm @Nullable String cursor,
            @RestForm @Nullable String found,
            @RestForm @Nullable String sum) {
        String from = cursor == null ? "" : cursor;
        try {
            return "groups".equals(show)
                    ? found(form, groups(form, from, sum))
                    : found(form, list(form, from, number(found)));
        } catch (ProblemException e) {
            if (e.problem().status() != Response.Status.BAD_REQUEST.getStatusCode() || visit.isForPart()) {
                throw e;
            }
            return visit.page(Response.status(e.problem().status()), SECTION, PATH, Templates.letters(wrong(form, e)))
                    .build();
        }
    }

    private Response found(LetterForm form, LettersView view) {
        TemplateInstance page = visit.isForPart()
                ? view.isGroups() ? Templates.groupsPart(view) : Templates.lettersPart(view)
                : Templates.letters(view);
        return visit.page(SECTION, PATH, page);
    }

    private LettersView list(LetterForm form, String cursor, int before) {
        int wanted = Math.max(1, MOST - before);
        LetterPage page = desk.list(visit.caller(), new LettersRequest(form.filter(), wanted, cursor, false));
        int found = before + page.letters().size();
        boolean isFull = found >= MOST;
        return new LettersView(
                form,
                page.letters(),
                List.of(),
                0,
                false,
                page.scanned(),
                page.total(),
                page.next().orElse(""),
                isFull,
                isFull ? 0 : found,
                "",
                page.note().orElse(""),
                "");
    }

    private LettersView groups(LetterForm form, String cursor, @Nullable String sum) {
        GroupPage part = desk.groups(visit.caller(), new GroupsRequest(form.filter(), cursor));
        GroupPage all = sums.read(sum).map(before -> before.and(part)).orElse(part);
        return new LettersView(
                form,
                List.of(),
                all.groups(),
                all.rest(),
                true,
                all.scanned(),
                all.total(),
                all.next().orElse(""),
                false,
                0,
                sums.write(all),
                all.note().orElse(""),
                "");
    }

    /** Which field of the form is wrong, in the visitor's language. */
    private LettersView wrong(LetterForm form, ProblemException e) {
        String field = e.detail().split(" ", 2)[0];
        String problem = visit.words().known("filter.wrong", field);
        return new LettersView(form, List.of(), List.of(), 0, false, 0, 0, "", false, 0, "", "", problem);
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
