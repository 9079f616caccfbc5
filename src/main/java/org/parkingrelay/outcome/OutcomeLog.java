package org.parkingrelay.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;

/** Takes down what became of each event. Returns at once, and never throws. */
@FunctionalInterface
public interface OutcomeLog {

    /** Takes nothing down. */
    static OutcomeLog none() {
        return (at, origin, place, event, disposition) -> {};
    }

    /** The same without the cars that nobody bound. */
    default OutcomeLog ofMembers() {
        return (at, origin, place, event, disposition) -> {
            if (!(disposition instanceof Disposition.Skipped skipped) || skipped.reason() != SkipReason.NOT_A_MEMBER) {
                ended(at, origin, place, event, disposition);
            }
        };
    }

    /**
     * An event has a disposition.
     *
     * @param at when
     * @param origin of its record
     * @param place of the event in the record, from 0
     * @param event null where none could be read
     */
    void ended(Instant at, Origin origin, int place, @Nullable PassageEvent event, Disposition disposition);
}
