package org.parkingrelay.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.BasicAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who comes in, and how: to the API with HTTP Basic or a bearer token, to the pages with a session of the sign-in form or of an
 * OpenID Connect provider; never to the API with what a browser sends by itself. Whoever is refused, at the door or by a role, is in
 * the audit log.
 */
@Alternative
@Priority(1)
@Singleton
class Doorkeeper implements HttpAuthenticationMechanism {

    /** Where somebody begins who is to sign in by the provider; the provider sends them back to it. */
    static final String PROVIDER_PATH = "/sign-in/provider";

    private static final String API = "/api";

    /** Before the framework's own handlers that refuse. */
    private static final int FIRST = 1_000;

    private static final int FOUND = 302;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;

    /** A name, a password and where to go: whoever sends it is a stranger yet, so the relay keeps no more of it. */
    private static final int LONGEST_SIGN_IN = 8_192;

    /** What the framework's filter notes of a form whose token it knows. */
    private static final String TOKEN_IS_RIGHT = "csrf_token_verified";

    private final BasicAuthenticationMechanism basic;
    private final OidcAuthenticationMechanism provider;
    private final boolean hasProvider;
    /** Asked for late: the framework makes this also in a process that only tests itself. */
    private final Instance<SignIns> signIns;

    private final String body;
    private final String bodyForLater;

    Doorkeeper(
            BasicAuthenticationMechanism basic,
            OidcAuthenticationMechanism provider,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean hasProvider,
            Instance<SignIns> signIns,
            ObjectMapper json)
            throws JsonProcessingException {
        this.basic = basic;
        this.provider = provider;
        this.hasProvider = hasProvider;
        this.signIns = signIns;
        this.bodyForLater = json.writeValueAsString(Problem.of(
                TOO_MANY,
                "too many wrong passwords were tried, or too many at once; the header Retry-After tells"
                        + " after how many seconds the next is looked at"));
        this.body = json.writeValueAsString(Problem.of(
                UNAUTHORIZED,
                "expected is HTTP Basic with the name and password of one of relay.console.users-file"
                        + (hasProvider ? ", or a bearer token of the provider" : "")));
    }

    private static boolean isApi(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(API) || path.startsWith(API + "/");
    }

    private static boolean isPartOfPage(RoutingContext context) {
        return context.request().getHeader("HX-Request") != null;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return isApi(context) ? ofApi(context, identities) : ofPages(context, identities);
    }

    /** A scheme that is not Basic is the provider's; nothing at all is nobody. */
    private Uni<SecurityIdentity> ofApi(RoutingContext context, IdentityProviderManager identities) {
        String authorization = context.request().getHeader("Authorization");
        boolean isBearer =
                authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ");
        return isBearer && hasProvider
                ? provider.authenticate(context, identities)
                : basic.authenticate(context, identities);
    }

    private Uni<SecurityIdentity> ofPages(RoutingContext context, IdentityProviderManager identities) {
        HttpServerRequest request = context.request();
        String cookie = SessionCookie.of(request);
        Optional<User> user = cookie == null ? Optional.empty() : signIns.get().visitor(cookie);
        if (cookie != null && user.isPresent()) {
            if (!isPartOfPage(context)) {
                signIns.get().renewed(cookie, user.get()).ifPresent(renewed -> SessionCookie.set(request, renewed));
            }
            return Uni.createFrom().item(PasswordLogin.identity(user.get()));
        }
        // What only the API takes: its scheme would be read as the provider's.
        boolean isToProvider = hasProvider && request.getHeader("Authorization") == null;
        return isToProvider
                ? provider.authenticate(context, identities)
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        if (isApi(context)) {
            return basic.getChallenge(context);
        }
        if (isPartOfPage(context)) {
            return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "HX-Redirect", "/sign-in"));
        }
        boolean isToProvider = hasProvider
                && (context.normalizedPath().equals(PROVIDER_PATH)
                        || !signIns.get().isPossible());
        return isToProvider
                ? provider.getChallenge(context)
                : Uni.createFrom().item(new ChallengeData(FOUND, "Location", "/sign-in" + wayBack(context)));
    }

    /** Of a page that can be asked for again, its path; it holds nothing personal. */
    private static String wayBack(RoutingContext context) {
        String path = context.normalizedPath();
        boolean canGoBack = context.request().method().equals(HttpMethod.GET) && path.length() > 1 && OwnPath.is(path);
        return canGoBack ? "?to=" + path : "";
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (!isApi(context)) {
            return HttpAuthenticationMechanism.super.sendChallenge(context);
        }
        Optional<Duration> heldUp = PasswordLogin.heldUp(context);
        if (heldUp.isPresent()) {
            context.response()
                    .setStatusCode(TOO_MANY)
                    .putHeader("Retry-After", String.valueOf(heldUp.get().toSeconds() + 1));
            return ended(context, bodyForLater).replaceWith(true);
        }
        return basic.sendChallenge(context).call(() -> ended(context, body));
    }

    private static Uni<Void> ended(RoutingContext context, String problem) {
        return Uni.createFrom()
                .completionStage(context.response()
                        .putHeader("Content-Type", Problem.MEDIA_TYPE)
                        .end(problem)
                        .toCompletionStage());
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        Set<Class<? extends AuthenticationRequest>> all = new HashSet<>(basic.getCredentialTypes());
        all.addAll(provider.getCredentialTypes());
        return all;
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return basic.getCredentialTransport(context);
    }

    /** Their own sign-in is told by the class SignIns. */
    void providedSignIn(@Observes SecurityEvent event) {
        if (event.getEventType() == SecurityEvent.Type.OIDC_LOGIN) {
            signIns.get().provided(event.getSecurityIdentity().getPrincipal().getName(), true);
        }
    }

    void watch(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addEndHandler(ended -> tellRefusal(context));
                    if (isTooLong(context)) {
                        context.fail(TOO_LARGE);
                    } else {
                        context.next();
                    }
                },
                FIRST);
    }

    /** Of a sign-in, which must say how long it is. */
    private static boolean isTooLong(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.method().equals(HttpMethod.POST)
                || !context.normalizedPath().startsWith("/sign-in")) {
            return false;
        }
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("\\d{1,9}") || Integer.parseInt(length) > LONGEST_SIGN_IN;
    }

    /** Whether a form came without its token, or with a wrong one. */
    private static boolean isForged(RoutingContext context, int status) {
        return status == BAD_REQUEST
                && !isApi(context)
                && context.request().method().equals(HttpMethod.POST)
                && context.get(TOKEN_IS_RIGHT) == null;
    }

    private static void tellRefusal(RoutingContext context) {
        int status = context.response().getStatusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN || status == TOO_MANY || isForged(context, status)) {
            String user = context.user() instanceof QuarkusHttpUser known
                    ? known.getSecurityIdentity().getPrincipal().getName()
                    : "";
            AuditLog.refused(user, status);
        }
    }
}
