package org.parkingrelay.circle;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether one thing, a lane or a circle, is paused, why, and since when. Not thread-safe. */
final class Pause {

    /** Between two probes, and between the failure that began a pause and its first probe; in milliseconds. */
    static final long PROBE_INTERVAL = 1000;

    private @Nullable PauseReason reason;
    private long since;

    /** Begins, or goes on for another reason; false where nothing changed. */
    boolean begin(PauseReason why, long now) {
        if (reason == null) {
            since = now;
        }
        boolean changed = reason != why;
        reason = why;
        return changed;
    }

    /** Ends; says why it was paused, if it was. */
    Optional<PauseReason> end() {
        Optional<PauseReason> ended = reason();
        reason = null;
        return ended;
    }

    boolean isOn() {
        return reason != null;
    }

    boolean isOnFor(PauseReason why) {
        return reason == why;
    }

    Optional<PauseReason> reason() {
        return Optional.ofNullable(reason);
    }

    /** For people; empty while it is off. */
    Optional<LaneView.Paused> view() {
        return reason().map(why -> new LaneView.Paused(why, Instant.ofEpochMilli(since)));
    }

    /** When it may first be probed. */
    long probeFrom(long now) {
        // Where the clock was set back, rather a probe too early than none for an hour.
        return since > now ? now : since + PROBE_INTERVAL;
    }
}
