package org.parkingrelay.redrive;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as the journal has it.
 *
 * @param id names it for good
 * @param who ordered it
 * @param total what there is to scan, in the measure of {@link Counts#scanned}
 * @param heardAt when the journal last said something of it
 * @param lastWho who paused, resumed or cancelled it last; empty where nobody did
 */
public record Job(
        String id,
        JobOrder order,
        JobState state,
        String who,
        Instant startedAt,
        Instant heardAt,
        Optional<Instant> endedAt,
        String lastWho,
        long total,
        Counts counts) {}
