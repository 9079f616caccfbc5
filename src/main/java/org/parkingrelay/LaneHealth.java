package org.parkingrelay;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.parkingrelay.circle.Lane;
import org.parkingrelay.circle.LaneState;
import org.parkingrelay.circle.LaneView;
import org.parkingrelay.circle.Lanes;

/** Shows how the lane of each credential is. Always up: an outage of WeChat Pay is no reason to take a pod away. */
@Readiness
@ApplicationScoped
class LaneHealth implements HealthCheck {

    private final Lanes lanes;

    LaneHealth(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("lanes").up();
        for (Lane each : lanes.all()) {
            LaneView lane = each.view();
            health.withData(lane.name(), describe(lane));
            lane.pausedCircles()
                    .forEach((circle, pause) -> health.withData(
                            lane.name() + " circle " + circle,
                            "paused: " + pause.reason().tag()));
        }
        return health.build();
    }

    private static String describe(LaneView lane) {
        String waiting = lane.waiting() == 0 ? "" : ", " + lane.waiting() + " waiting";
        return lane.state() == LaneState.FLOWING
                ? "flowing" + waiting
                : "paused: " + lane.reason().map(reason -> reason.tag()).orElse("") + waiting;
    }
}
