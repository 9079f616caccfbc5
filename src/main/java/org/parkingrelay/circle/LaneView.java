package org.parkingrelay.circle;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A lane at one moment, for people.
 *
 * @param name of the credential
 * @param reason why it does not flow: its own, or that of one of its circles where all of them are paused; empty while it flows
 * @param pause of the lane itself; empty while it has none
 * @param pausedCircles those that are paused for their own sake, by name
 * @param rate calls a second that it may make
 * @param waiting how many wait
 */
public record LaneView(
        String name,
        LaneState state,
        Optional<PauseReason> reason,
        Optional<Paused> pause,
        SortedMap<String, Paused> pausedCircles,
        double rate,
        int waiting) {

    public LaneView {
        pausedCircles = Collections.unmodifiableSortedMap(new TreeMap<>(pausedCircles));
    }

    /** Why, and since when. */
    public record Paused(PauseReason reason, Instant since) {}
}
