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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.CarDesk;
import org.parkingrelay.console.CarRequest;
import org.parkingrelay.console.CarTrace;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.console.Role;

/** She parked: why no points? */
@Path("/cars")
@Blocking
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(Visit.HTML)
public class CarPages {

    private static final String SECTION = "cars";
    private static final String PATH = "/cars";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Visit visit;
    private final CarDesk desk;
    private final Clock clock;

    CarPages(Visit visit, CarDesk desk, Clock clock) {
        this.visit = visit;
        this.desk = desk;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance cars(CarView view);

        static native TemplateInstance carPart(CarView view);
    }

    @GET
    @RolesAllowed(Role.OF_VIEWERS)
    public Response empty() {
        String today = LocalDate.ofInstant(clock.instant(), ZONE).toString();
        return visit.page(SECTION, PATH, Templates.cars(CarView.empty(today)));
    }

    @POST
    @RolesAllowed(Role.OF_VIEWERS)
    public Response trace(
            @RestForm @Nullable String plate,
            @RestForm @Nullable String day,
            @RestForm @Nullable String everywhere,
            @RestForm @Nullable String cursor) {
        CarView asked =
                CarView.asked(plate == null ? "" : plate.strip(), day == null ? "" : day.strip(), everywhere != null);
        try {
            CarTrace trace = Visit.of(desk.trace(
                    visit.user(),
                    new CarRequest(asked.plate(), orNull(asked.day()), null, orNull(cursor), asked.everywhere())));
            CarView view = asked.with(trace, visit.words().language());
            return visit.page(SECTION, PATH, visit.isForPart() ? Templates.carPart(view) : Templates.cars(view));
        } catch (ProblemException e) {
            if (e.problem().status() != Response.Status.BAD_REQUEST.getStatusCode() || visit.isForPart()) {
                throw e;
            }
            String field = e.detail().split(" ", 2)[0];
            CarView wrong = asked.wrong(visit.words().known("car.wrong", field));
            return visit.page(Response.status(e.problem().status()), SECTION, PATH, Templates.cars(wrong))
                    .build();
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
