package org.parkingrelay.outcome;

import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;

/** Takes down what became of each event. Returns at once, and never throws. */
@FunctionalInterface
public interface OutcomeLog {

    /** Takes nothing down. */
    OutcomeLog NONE = (origin, place, event, disposition) -> {};

    /** The same without the cars that nobody bound. */
    default OutcomeLog ofMembers() {
        return (origin, place, event, disposition) -> {
            if (!(disposition instanceof Disposition.Skipped skipped) || skipped.reason() != SkipReason.NOT_A_MEMBER) {
                ended(origin, place, event, disposition);
            }
        };
    }

    /**
     * An event has a disposition.
     *
     * @param origin of its record
     * @param place of the event in the record, from 0
     * @param event null where none could be read
     */
    void ended(Origin origin, int place, @Nullable PassageEvent event, Disposition disposition);
}
