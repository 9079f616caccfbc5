package org.parkingrelay.redrive;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How dead letters are put back through the front door. */
@ConfigMapping(prefix = "relay.redrive")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface RedriveConfig {

    /** The key of {@link #journal()}. */
    String JOURNAL = "relay.redrive.journal";

    /** Says that nothing is redriven. */
    String NO_JOURNAL = "none";

    /**
     * The topic that keeps what people did about dead letters: one partition, kept for ever, and another for each topic of
     * dead letters. A relay with operators' API creates it where it is missing and Kafka lets it. `none`: dead letters can be read, and nothing be done about them.
     */
    @WithDefault("parking.gate-events.dlt.journal")
    String journal();

    /** So often, at most, a dead letter and its copies are redriven; after that only by name, each by itself, with force. */
    @WithDefault("3")
    int maxRedrives();
}
