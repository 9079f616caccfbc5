package org.parkingrelay.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * HTTP Basic with a problem as the body of its challenge, and an audit line for whoever is refused, at the door or by a role.
 */
@Alternative
@Priority(1)
@Singleton
class Doorkeeper implements HttpAuthenticationMechanism {

    /** Before the framework's own handlers that refuse. */
    private static final int FIRST = 1_000;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final BasicAuthenticationMechanism basic;
    private final String body;

    Doorkeeper(BasicAuthenticationMechanism basic, ObjectMapper json) throws JsonProcessingException {
        this.basic = basic;
        this.body = json.writeValueAsString(Problem.of(
                UNAUTHORIZED, "expected is HTTP Basic with the name and password of one of relay.console.users-file"));
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return basic.authenticate(context, identities);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return basic.getChallenge(context);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return basic.sendChallenge(context)
                .call(() -> Uni.createFrom()
                        .completionStage(context.response()
                                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                                .end(body)
                                .toCompletionStage()));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return basic.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return basic.getCredentialTransport(context);
    }

    void watch(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addEndHandler(ended -> tellRefusal(context));
                    context.next();
                },
                FIRST);
    }

    private static void tellRefusal(RoutingContext context) {
        int status = context.response().getStatusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            String user = context.user() instanceof QuarkusHttpUser known
                    ? known.getSecurityIdentity().getPrincipal().getName()
                    : "";
            AuditLog.refused(user, status);
        }
    }
}
