package org.parkingrelay.intake;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is read from Kafka, and how much of it at a time. */
@ConfigMapping(prefix = "relay.intake")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface IntakeConfig {

    /** The topic that is read if none is configured. */
    String DEFAULT_TOPICS = "parking.gate-events.v1";

    /** The topics to read, comma separated. One with a character that no topic's name has is a regular expression. */
    @WithDefault(DEFAULT_TOPICS)
    String topics();

    /**
     * The JSONata file that reads a topic whose records are in a vendor's own format. The topic is one of `relay.intake.topics`, or a
     * regular expression, which reads the topics that have no mapping of their own. A file that changes is taken without a restart.
     * All in one: `relay.intake.mappings=mb.park.in=/etc/parking-relay/in.jsonata;mb.park.out=/etc/parking-relay/out.jsonata`.
     */
    @ConfigDocMapKey("topic")
    Map<String, String> mappings();

    /**
     * A JSON file that says of lanes and cameras what they do not know themselves; the function `$lane` of mappings looks in it. A file
     * that changes is taken without a restart.
     */
    Optional<String> lanes();

    /** The most records in flight: taken and not yet settled, waits for a retry included. */
    @WithDefault("2000")
    int maxInFlight();

    /** The most bytes of records in flight, as they are after decompression; one record is let in whatever its size. */
    @WithDefault("32M")
    MemorySize maxBytesInFlight();

    /**
     * The most records of one partition from the first unsettled to the newest that was taken. When there are so many, no further one is
     * taken until the first is settled; so many are worked on again at most after a crash. What needs no work, such as a stranger's car,
     * does not count.
     */
    @WithDefault("10000")
    int maxWindow();

    /**
     * How long calls under way may take when the relay is told to end. Kubernetes' grace period must exceed it by 10 seconds.
     */
    @WithDefault("10s")
    Duration drainTimeout();
}
