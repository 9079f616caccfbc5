package org.parkingrelay.delivery;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

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

    /** The same state of the same car at the same car park within this time is the same passage: reported once. */
    @WithDefault("60s")
    Duration samePassageWindow();

    /** Everything but the call: events are taken, looked up and settled, and WeChat Pay hears nothing. */
    @WithDefault("false")
    boolean dryRun();

    /**
     * A file with a secret of at least 16 bytes, the same for all relays. With it the store cannot tell which car or member a state
     * belongs to. Absent: the store keeps a secret of its own, made at the first start; with Redis set it, so that relays agree even
     * after Redis has lost its data.
     */
    Optional<String> hashKeyFile();
}
