package org.parkingrelay.console.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.CarLettersRequest;
import org.parkingrelay.console.DeadLetterDesk;
import org.parkingrelay.console.LetterPage;
import org.parkingrelay.console.LetterRequest;
import org.parkingrelay.console.RedriveDesk;
import org.parkingrelay.console.Role;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterTopic;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.redrive.Difference;

/** One dead letter: why it is there, what it holds, and what can be done about it. */
@Path("/letters/{id}")
@Blocking
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(Visit.HTML)
public class OneLetterPages {

    private final Visit visit;
    private final DeadLetterDesk desk;
    private final RedriveDesk redrives;
    private final LetterTopic topic;
    private final LetterReading reading;

    OneLetterPages(Visit visit, DeadLetterDesk desk, RedriveDesk redrives, LetterTopic topic, LetterReading reading) {
        this.visit = visit;
        this.desk = desk;
        this.redrives = redrives;
        this.topic = topic;
        this.reading = reading;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance letter(LetterPageView view);

        static native TemplateInstance edit(EditView view);

        static native TemplateInstance carLetters(LettersView view, String id);
    }

    @GET
    @RolesAllowed(Role.OF_VIEWERS)
    public Response masked(@RestPath String id) {
        return page(id, false);
    }

    /** By POST, so that nobody is led to it by a link, and each time is meant. */
    @POST
    @Path("reveal")
    @RolesAllowed(Role.OF_ADMINS)
    public Response revealed(@RestPath String id) {
        return page(id, true);
    }

    private Response page(String id, boolean reveal) {
        LetterId known = known(id);
        LetterPageView view = LetterPageView.of(
                desk.show(visit.caller(), new LetterRequest(id, reveal)),
                redrives.deed(known).map(DeedView::of),
                redrives.unavailable().orElse(""),
                reveal,
                visit.words());
        return visit.page(LetterPages.SECTION, path(known), Templates.letter(view));
    }

    @POST
    @Path("discard")
    @RolesAllowed(Role.OF_OPERATORS)
    public Response discard(@RestPath String id, @RestForm @Nullable String why) {
        redrives.discard(visit.user(), List.of(known(id)), why == null ? "" : why.strip());
        return Visit.to(path(known(id)));
    }

    @POST
    @Path("restore")
    @RolesAllowed(Role.OF_OPERATORS)
    public Response restore(@RestPath String id, @RestForm @Nullable String why) {
        redrives.restore(visit.user(), List.of(known(id)), why == null ? "" : why.strip());
        return Visit.to(path(known(id)));
    }

    /** All letters of the car of this one, in order. */
    @POST
    @Path("car")
    @RolesAllowed(Role.OF_VIEWERS)
    public Response ofItsCar(@RestPath String id, @RestForm @Nullable String cursor) {
        Optional<String> plate = reading.events(letter(id)).stream()
                .map(event -> event.plate() instanceof PlateReading.Legible legible
                        ? legible.all().get(0).text()
                        : "")
                .filter(text -> !text.isEmpty())
                .findFirst();
        LetterPage page = plate.map(
                        text -> desk.ofCar(visit.caller(), new CarLettersRequest(text, null, null, cursor, false)))
                .orElse(new LetterPage(List.of(), 0, 0, Optional.empty(), Optional.empty()));
        LettersView view = new LettersView(
                new LetterForm(),
                page.letters(),
                List.of(),
                0,
                false,
                page.scanned(),
                page.total(),
                page.next().orElse(""),
                true,
                0,
                "",
                page.note().orElse(""),
                plate.isPresent() ? "" : visit.words().of("letter.no-plate"));
        return visit.page(LetterPages.SECTION, path(known(id)), Templates.carLetters(view, id));
    }

    /** Shows the whole value, so it is for those who may see it, and audited as that. */
    @POST
    @Path("edit")
    @RolesAllowed(Role.OF_ADMINS)
    public Response edit(@RestPath String id) {
        String original = original(id);
        return page(new EditView(id, original, "", false, 0, List.of(), List.of()), Response.ok());
    }

    @POST
    @Path("edit/compare")
    @RolesAllowed(Role.OF_ADMINS)
    public Response compare(@RestPath String id, @RestForm @Nullable String value) {
        String original = original(id);
        String edited = edited(value, original);
        Difference difference = Difference.between(original, edited);
        boolean isSame = difference.isNone();
        EditView view = new EditView(
                id,
                edited,
                isSame ? visit.words().of("edit.same") : "",
                !isSame,
                difference.line(),
                difference.before(),
                difference.after());
        return page(view, isSame ? Response.status(Response.Status.BAD_REQUEST) : Response.ok());
    }

    @POST
    @Path("edit/start")
    @RolesAllowed(Role.OF_ADMINS)
    public Response start(@RestPath String id, @RestForm @Nullable String value, @RestForm @Nullable String why) {
        String edited = edited(value, original(id));
        String job = redrives.edit(visit.user(), known(id), edited, why == null ? "" : why.strip(), false)
                .id();
        return Visit.to("/redrives/" + job);
    }

    private Response page(EditView view, Response.ResponseBuilder response) {
        return visit.page(response, LetterPages.SECTION, path(known(view.id())), Templates.edit(view))
                .build();
    }

    /** Browsers send the ends of lines as forms have them, whatever they were. */
    private static String edited(@Nullable String value, String original) {
        String text = value == null ? "" : value;
        return original.contains("\r\n") ? text : text.replace("\r\n", "\n");
    }

    /** As people can edit it; the look is in the audit log. */
    private String original(String id) {
        desk.show(visit.caller(), new LetterRequest(id, true));
        byte[] value = letter(id).raw().value();
        try {
            return Difference.textOf(value);
        } catch (IllegalArgumentException e) {
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    private DeadLetter letter(String id) {
        return topic.letter(known(id)).orElseThrow(NotFoundException::new);
    }

    private static LetterId known(String id) {
        return LetterId.parse(id).orElseThrow(NotFoundException::new);
    }

    private static String path(LetterId id) {
        return LetterPages.PATH + "/" + id.text();
    }
}
