package org.parkingrelay.intake;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the relay takes records. Says nothing of WeChat Pay: its outage is no reason to take a pod away. */
@Readiness
@ApplicationScoped
public class IntakeHealth implements HealthCheck {

    private final AdmissionGate gate;

    IntakeHealth(AdmissionGate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("intake")
                .status(!gate.isClosed())
                .withData("inFlight", gate.inFlight())
                .withData("permits", gate.permits())
                .build();
    }
}
