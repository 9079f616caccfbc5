package org.parkingrelay.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.parkingrelay.retry.Delayer;

/** Runs what is due when a test moves its clock; until then nothing waits on a real thread. */
public final class ManualTimer implements Delayer {

    private record Waiting(Instant due, Runnable action) {}

    private final MutableClock clock;
    private final List<Waiting> waiting = new ArrayList<>();

    public ManualTimer(MutableClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration wait, Runnable action) {
        waiting.add(new Waiting(clock.instant().plus(wait), action));
    }

    /** Moves the clock from one due action to the next until {@code by} has passed. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        while (true) {
            Waiting next = waiting.stream()
                    .filter(entry -> !entry.due().isAfter(end))
                    .min(Comparator.comparing(Waiting::due))
                    .orElse(null);
            if (next == null) {
                clock.advance(Duration.between(clock.instant(), end));
                return;
            }
            waiting.remove(next);
            clock.advance(Duration.between(clock.instant(), next.due()));
            next.action().run();
        }
    }

    public int waiting() {
        return waiting.size();
    }
}
