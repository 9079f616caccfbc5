package org.parkingrelay;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down where the embedded store has closed its file, as on a full disk: only a restart opens it again. */
@Liveness
@ApplicationScoped
class FileLiveness implements HealthCheck {

    private final Relay relay;

    FileLiveness(Relay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("store file")
                .status(!relay.hasBrokenStore())
                .build();
    }
}
