package org.parkingrelay.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.telemetry.Meters;

/** Watches of stores that a test does not look at. */
public final class StoreWatches {

    private StoreWatches() {}

    /** One of its own. */
    public static StoreWatch any() {
        return new StoreWatch(Clock.systemUTC(), new Meters(new SimpleMeterRegistry()));
    }
}
