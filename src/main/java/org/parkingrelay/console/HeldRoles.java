package org.parkingrelay.console;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import org.parkingrelay.config.ConfigProblems;

/** Gives whoever comes from a provider the roles of this house in the place of their groups; our own users have theirs. */
@Singleton
class HeldRoles implements SecurityIdentityAugmentor {

    private final Groups groups;

    HeldRoles(ConsoleConfig config) {
        this.groups = Groups.of(config, new ConfigProblems());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || PasswordLogin.isOfHouse(identity)) {
            return Uni.createFrom().item(identity);
        }
        Set<String> held = groups.held(identity.getRoles());
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .addAttributes(identity.getAttributes())
                        .addCredentials(identity.getCredentials())
                        .addRoles(held)
                        .build());
    }
}
