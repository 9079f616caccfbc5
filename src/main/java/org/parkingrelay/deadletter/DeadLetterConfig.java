package org.parkingrelay.deadletter;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where records go that need a person. */
@ConfigMapping(prefix = "relay.dead-letter")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface DeadLetterConfig {

    /**
     * The dead-letter topic. Its `max.message.bytes` must exceed the source topics' by 64 KiB, because a dead letter carries more
     * headers than its original.
     */
    @WithDefault("parking.gate-events.dlt")
    String topic();
}
