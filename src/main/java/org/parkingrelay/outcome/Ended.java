package org.parkingrelay.outcome;

import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;

/**
 * An event that has ended, before it becomes a line.
 *
 * @param atMillis when
 * @param place the event's, in its record
 * @param event null where the record held none
 * @param circle of its car park, or empty
 */
record Ended(
        long atMillis,
        Origin origin,
        int place,
        @Nullable PassageEvent event,
        String circle,
        Disposition disposition) {}
