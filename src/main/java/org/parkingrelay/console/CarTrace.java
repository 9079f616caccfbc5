package org.parkingrelay.console;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.outcome.Progress;

/**
 * What became of a car's events on a day: each answer holds all that was found so far.
 *
 * @param plateNumber masked
 * @param day that was asked for
 * @param events by the time of the passage
 * @param more whether there were more than are shown
 * @param boundNow who is bound to the plate now, which is the most frequent cause
 * @param cursor to ask for the rest with; empty where all was read
 */
public record CarTrace(
        String plateNumber,
        String day,
        List<TracedEvent> events,
        boolean more,
        List<BoundNow> boundNow,
        Progress progress,
        Optional<String> cursor) {

    public CarTrace {
        events = List.copyOf(events);
        boundNow = List.copyOf(boundNow);
    }

    /**
     * A circle's members.
     *
     * @param members how many bound the plate; empty where the store does not answer
     */
    public record BoundNow(String circle, Optional<Integer> members) {}
}
