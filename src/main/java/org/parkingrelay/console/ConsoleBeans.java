package org.parkingrelay.console;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.MemberLookup;

/** Makes the room's parts known to the framework. */
@Singleton
class ConsoleBeans {

    @Produces
    @Singleton
    SignIns signIns(
            Users users,
            Clock clock,
            @ConfigProperty(name = "quarkus.http.auth.session.encryption-key") Optional<String> key) {
        return new SignIns(users, new Guesses(clock), new Sessions(key, clock));
    }

    @Produces
    @Singleton
    BindingDesk bindingDesk(MemberLookup lookup, Bindings bindings, Circles circles, Clock clock, Executor blocking) {
        return new BindingDesk(lookup, bindings, circles, clock, blocking);
    }
}
