package org.parkingrelay.console.pages;

import io.quarkus.csrf.reactive.runtime.CsrfTokenParameterProvider;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.console.Caller;
import org.parkingrelay.console.Role;
import org.parkingrelay.console.SessionCookie;

/** Who asks for a page, in which language, and the answer they get. */
@Singleton
public class Visit {

    static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private static final String LANGUAGE = "relay-language";
    private static final long A_YEAR = 365 * 24 * 3_600L;

    private final SecurityIdentity caller;
    private final RoutingContext context;
    private final CsrfTokenParameterProvider csrf;

    Visit(SecurityIdentity caller, RoutingContext context, CsrfTokenParameterProvider csrf) {
        this.caller = caller;
        this.context = context;
        this.csrf = csrf;
    }

    /** Who; empty where nobody signed in. */
    String user() {
        return caller.isAnonymous() ? "" : caller.getPrincipal().getName();
    }

    boolean isOperator() {
        return caller.hasRole(Role.OF_OPERATORS);
    }

    boolean isAdmin() {
        return caller.hasRole(Role.OF_ADMINS);
    }

    /** As the desks know who asks. */
    Caller caller() {
        return new Caller(user(), isAdmin());
    }

    /** Where from, for slowing down who guesses. */
    String address() {
        return request().remoteAddress().hostAddress();
    }

    HttpServerRequest request() {
        return context.request();
    }

    /** Whether the answer is put into a page that is there. */
    boolean isForPart() {
        return request().getHeader("HX-Request") != null;
    }

    /** In the language that the address asks for, the browser remembers, or accepts. */
    Words words() {
        String asked = request().getParam("lang");
        Cookie kept = request().getCookie(LANGUAGE);
        return Words.in(Language.coded(asked)
                .or(() -> Language.coded(kept == null ? null : kept.getValue()))
                .orElseGet(() -> Language.accepted(request().getHeader("Accept-Language"))));
    }

    /**
     * A page.
     *
     * @param path that leads to it by GET
     */
    Response page(String section, String path, TemplateInstance content) {
        return page(Response.ok(), section, path, content).build();
    }

    /** A page with another status. */
    Response.ResponseBuilder page(
            Response.ResponseBuilder response, String section, String path, TemplateInstance content) {
        Language.coded(request().getParam("lang")).ifPresent(this::keep);
        return response.type(HTML).entity(rendered(section, path, content));
    }

    private void keep(Language language) {
        request()
                .response()
                .addCookie(Cookie.cookie(LANGUAGE, language.code())
                        .setHttpOnly(true)
                        .setSecure(SessionCookie.isSecure(request()))
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(A_YEAR)
                        .setPath("/"));
    }

    private String rendered(String section, String path, TemplateInstance content) {
        String token = token();
        Page page = new Page(
                section,
                path,
                user(),
                isOperator(),
                isAdmin(),
                csrf.getParameterName(),
                token,
                token.isEmpty() ? "{}" : "{\"" + csrf.getHeaderName() + "\":\"" + token + "\"}");
        return content.data("w", words()).data("page", page).render();
    }

    /** Where a request was refused before its token was looked at, the one that the browser has. */
    private String token() {
        try {
            return csrf.getToken();
        } catch (IllegalStateException e) {
            Cookie kept = request().getCookie(csrf.getCookieName());
            return kept == null ? "" : kept.getValue();
        }
    }

    /** Somewhere else, by GET; without the host, which a proxy in front may call otherwise. */
    static Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }

    /** What a desk answers; pages are rendered on threads that may wait. */
    static <T> T of(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
