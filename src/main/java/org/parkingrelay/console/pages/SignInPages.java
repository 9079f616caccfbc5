package org.parkingrelay.console.pages;

import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.OwnPath;
import org.parkingrelay.console.SessionCookie;
import org.parkingrelay.console.SignIns;

/** The way in, and out. */
@Path("/")
@Blocking
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(Visit.HTML)
public class SignInPages {

    private static final String SECTION = "sign-in";
    private static final String PATH = "/sign-in";
    private static final int LONGEST = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Visit visit;
    private final SignIns signIns;
    private final Instance<OidcSession> provided;
    private final boolean hasProvider;

    SignInPages(
            Visit visit,
            SignIns signIns,
            Instance<OidcSession> provided,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean hasProvider) {
        this.visit = visit;
        this.signIns = signIns;
        this.provided = provided;
        this.hasProvider = hasProvider;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance signIn(String problem, String name, String to, boolean form, boolean provider);
    }

    @GET
    @Path("sign-in")
    @PermitAll
    public Response form(@RestQuery @Nullable String to) {
        return visit.user().isEmpty() ? form(Response.ok(), "", "", safe(to)) : Visit.to(safe(to));
    }

    @POST
    @Path("sign-in")
    @PermitAll
    public Response signIn(
            @RestForm @Nullable String name, @RestForm @Nullable String password, @RestForm @Nullable String to) {
        String who = name == null ? "" : name.strip();
        String secret = password == null ? "" : password;
        SignIns.Answer answer = signIns.isPossible() && who.length() <= LONGEST && secret.length() <= LONGEST
                ? signIns.tryIn(who, secret, visit.address())
                : new SignIns.Wrong();
        if (answer instanceof SignIns.Welcome welcome) {
            SessionCookie.set(visit.request(), welcome.cookie());
            return Visit.to(safe(to));
        }
        if (answer instanceof SignIns.Later later) {
            String text = visit.words().of("sign-in.later", later.left().toSeconds() + 1);
            return form(Response.status(TOO_MANY_REQUESTS), text, who, safe(to));
        }
        return form(Response.status(Response.Status.UNAUTHORIZED), visit.words().of("sign-in.wrong"), who, safe(to));
    }

    private Response form(Response.ResponseBuilder response, String problem, String name, String to) {
        return visit.page(
                        response, SECTION, PATH, Templates.signIn(problem, name, to, signIns.isPossible(), hasProvider))
                .build();
    }

    private static String safe(@Nullable String to) {
        return to != null && OwnPath.is(to) ? to : "/";
    }

    /** The provider's own sign-in stands before this address. */
    @GET
    @Path("sign-in/provider")
    @Authenticated
    public Response provided() {
        return Visit.to("/");
    }

    @POST
    @Path("sign-out")
    @Authenticated
    public Response signOut() {
        boolean isOfHouse = signIns.out(SessionCookie.remove(visit.request()));
        if (!isOfHouse) {
            signIns.provided(visit.user(), false);
        }
        if (hasProvider) {
            provided.get().logout().await().indefinitely();
        }
        return Visit.to(PATH);
    }
}
