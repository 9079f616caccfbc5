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
