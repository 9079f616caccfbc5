package org.parkingrelay.outcome;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where it is written what became of each event. */
@ConfigMapping(prefix = "relay.outcome")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface OutcomeConfig {

    /** In the place of a topic: there is none. */
    String NO_TOPIC = "none";

    /** Outcomes of all events. */
    String ALL = "all";

    /** All but those of strangers' cars. */
    String MEMBERS = "members";

    /**
     * The topic that takes a line about what became of each event, for tracing a car: its plate as a keyed hash, when, where, and
     * why. Best effort: a topic that does not exist, or may not be written, holds up nothing. Its `retention.ms` says how far back a car
     * can be traced. `none` writes nothing.
     */
    @WithDefault("parking.gate-events.outcomes")
    String topic();

    /**
     * Of which events it is written: `all`, or `members`, which leaves out cars that nobody bound. That nobody had is the most frequent
     * answer to why there were no points; leaving it out saves half a microsecond of CPU for each such car.
     */
    @WithDefault(ALL)
    String events();
}
