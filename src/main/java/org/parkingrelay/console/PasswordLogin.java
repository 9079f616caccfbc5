package org.parkingrelay.console;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Tells the framework who logs in with a password. */
@Singleton
class PasswordLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private static final String HELD_UP = "parking-relay.held-up";
    private static final String OF_HOUSE = "parking-relay.of-house";

    /** Asked for late: the framework makes this also in a process that only tests itself. */
    private final Instance<SignIns> signIns;

    PasswordLogin(Instance<SignIns> signIns) {
        this.signIns = signIns;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    /** On a thread that may be kept busy: bcrypt is slow by intent. */
    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest login, AuthenticationRequestContext context) {
        RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(login);
        String address =
                request == null ? "" : request.request().remoteAddress().hostAddress();
        return context.runBlocking(() -> {
            SignIns.Answer answer =
                    signIns.get().login(login.getUsername(), login.getPassword().getPassword(), address);
            if (answer instanceof SignIns.Known known) {
                return identity(known.user());
            }
            if (answer instanceof SignIns.Later later && request != null) {
                request.put(HELD_UP, later.left());
            }
            throw new AuthenticationFailedException();
        });
    }

    /** How long until a password from there is looked at again; empty where it was looked at. */
    static Optional<Duration> heldUp(RoutingContext request) {
        return Optional.ofNullable(request.get(HELD_UP));
    }

    /** A user, as the framework knows one. */
    static SecurityIdentity identity(User user) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(user.name()))
                .addRoles(user.role().held())
                .addAttribute(OF_HOUSE, true)
                .build();
    }

    /** Whether somebody is one of the users file, and not a provider's. */
    static boolean isOfHouse(SecurityIdentity identity) {
        return Boolean.TRUE.equals(identity.getAttribute(OF_HOUSE));
    }
}
