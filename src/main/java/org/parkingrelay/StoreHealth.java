package org.parkingrelay;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.parkingrelay.binding.CatchUp;
import org.parkingrelay.store.StoreStep;
import org.parkingrelay.store.StoreWatch;

/**
 * Whether the store answers. Down after a while without, so that a roll-out with a wrong address or password stops at its first
 * pod; nothing is lost meanwhile, and nothing restarts a pod because of it. Down also while it is being filled from the topic, so
 * that the next pod is rolled out once this one answers look-ups.
 */
@Readiness
@ApplicationScoped
class StoreHealth implements HealthCheck {

    /** Longer than a fail-over of Redis that goes well. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StoreWatch watch;
    private final CatchUp catchUp;
    private final Clock clock;

    StoreHealth(StoreWatch watch, CatchUp catchUp, Clock clock) {
        this.watch = watch;
        this.catchUp = catchUp;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("store").up();
        for (StoreStep step : StoreStep.values()) {
            watch.failing(step).ifPresent(failing -> {
                Duration since = Duration.between(failing.since(), clock.instant());
                health.withData(step.tag(), "failing for " + since.toSeconds() + " s: " + failing.reason());
                if (since.compareTo(PATIENCE) >= 0) {
                    health.down();
                }
            });
        }
        catchUp.missing()
                .ifPresent(missing -> health.withData("filling", missing).down());
        return health.build();
    }
}
