package org.parkingrelay.console;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Tells the framework who logs in with a password. */
@Singleton
class PasswordLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

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
        String address = address(login);
        return context.runBlocking(() -> signIns.get()
                .login(login.getUsername(), login.getPassword().getPassword(), address)
                .map(PasswordLogin::identity)
                .orElseThrow(AuthenticationFailedException::new));
    }

    private static String address(AuthenticationRequest login) {
        RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(login);
        return request == null ? "" : request.request().remoteAddress().hostAddress();
    }

    /** A user, as the framework knows one. */
    static SecurityIdentity identity(User user) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(user.name()))
                .addRoles(user.role().held())
                .build();
    }
}
