package org.parkingrelay.retry;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a report that WeChat Pay did not take is tried again. */
@ConfigMapping(prefix = "relay.retry")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface RetryConfig {

    /** The retry topic if none is configured. */
    String DEFAULT_TOPIC = "parking.gate-events.retry";

    /** The topic in which events wait that could not be reported within the budget. Read by every relay. */
    @WithDefault(DEFAULT_TOPIC)
    String topic();

    /** How long an event waits in the retry topic. The same for all, so that the topic stays in the order in which they are due. */
    @WithDefault("1m")
    Duration delay();

    /** How long an event is tried in place, while only its car waits, before it goes to the retry topic. */
    @WithDefault("2m")
    Duration budget();

    /** How the waits between attempts grow. */
    BackoffConfig backoff();

    /** Doubling waits between two bounds. */
    interface BackoffConfig {

        /** The wait before the second attempt; each further wait is about twice the one before. */
        @WithDefault("500ms")
        Duration initial();

        /** The longest wait between two attempts. */
        @WithDefault("30s")
        Duration max();
    }
}
