package org.parkingrelay.intake;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the relay takes records. Says nothing of WeChat Pay, and does not follow the age of unsettled records: neither an
 * outage nor a stuck record is a reason to take a pod away.
 */
@Readiness
@ApplicationScoped
public class IntakeHealth implements HealthCheck {

    private final AdmissionGate gate;
    private final Windows windows;

    IntakeHealth(AdmissionGate gate, Windows windows) {
        this.gate = gate;
        this.windows = windows;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("intake")
                .status(!gate.isClosed())
                .withData("inFlight", gate.inFlight())
                .withData("permits", gate.permits())
                .withData("oldestUnsettledSeconds", windows.oldestUnsettledSeconds())
                .withData("largestWindow", windows.largest())
                .build();
    }
}
