package org.parkingrelay.console.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.parkingrelay.console.Problem;
import org.parkingrelay.console.ProblemPage;

/** Says what was not done, and why, in words. */
@Singleton
public class ErrorPages implements ProblemPage {

    private final Visit visit;

    ErrorPages(Visit visit) {
        this.visit = visit;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance error(String title, String what, String detail);

        static native TemplateInstance errorPart(String title, String what, String detail);
    }

    @Override
    public Response.ResponseBuilder of(Problem problem) {
        Words words = visit.words();
        String family = words.has("error." + problem.status()) ? "error." + problem.status() : "error.other";
        String title = words.of(family);
        String what = words.of(family + ".what");
        // Only of those that the relay words itself and that say which field.
        String detail =
                problem.status() == 400 || problem.status() == 409 || problem.status() == 503 ? problem.detail() : "";
        TemplateInstance page =
                visit.isForPart() ? Templates.errorPart(title, what, detail) : Templates.error(title, what, detail);
        return visit.page(Response.status(problem.status()), "", "/", page);
    }
}
