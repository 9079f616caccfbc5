package org.parkingrelay.delivery;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which events are still worth reporting. */
@ConfigMapping(prefix = "relay.delivery")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface DeliveryConfig {

    /** The oldest passage that is reported. An IN is not reported after its day either (Asia/Shanghai). */
    @WithDefault("12h")
    Duration maxAge();

    /** How far a gate's clock may be ahead of the relay's. A passage further ahead goes to the dead-letter topic. */
    @WithDefault("5m")
    Duration maxClockLead();
}
