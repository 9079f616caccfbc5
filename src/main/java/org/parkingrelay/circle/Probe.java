package org.parkingrelay.circle;

import org.jspecify.annotations.Nullable;

/** The one call at a time that finds out whether what is paused flows again. Milliseconds since the epoch. Not thread-safe. */
final class Probe {

    /** A probe of which nothing was heard for so long is lost: longer than the longest call. */
    private static final long LOST_AFTER = 60_000;

    private @Nullable String circle;
    private boolean hasBegun;
    private long begun;
    private boolean hadBegun;
    private long begunBefore;

    void begin(String circleName, long now) {
        hadBegun = hasBegun;
        begunBefore = begun;
        circle = circleName;
        hasBegun = true;
        begun = now;
    }

    /** A call of this circle came back: there is no telling it from the probe, and the next probe comes no sooner for it. */
    void told(String circleName) {
        if (circleName.equals(circle)) {
            circle = null;
        }
    }

    /** The probe was not used: another may go in its stead. */
    void giveBack(String circleName) {
        if (circleName.equals(circle)) {
            circle = null;
            hasBegun = hadBegun;
            begun = begunBefore;
        }
    }

    boolean isOut(long now) {
        return circle != null && now >= begun && now - begun < LOST_AFTER;
    }

    /** When the next may begin, unless the one that is out comes back sooner. */
    long nextFrom(long now) {
        if (isOut(now)) {
            return begun + LOST_AFTER;
        }
        return !hasBegun || begun > now ? now : begun + Pause.PROBE_INTERVAL;
    }
}
