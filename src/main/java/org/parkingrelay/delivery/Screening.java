package org.parkingrelay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;

/** Decides what the event alone can decide, before anything is looked up. */
final class Screening {

    private final Clock clock;
    private final Duration maxClockLead;
    private final Usefulness usefulness;

    Screening(Clock clock, Duration maxClockLead, Usefulness usefulness) {
        this.clock = clock;
        this.maxClockLead = maxClockLead;
        this.usefulness = usefulness;
    }

    /** The disposition of an event that goes no further, or none. */
    Optional<Disposition> decide(PassageEvent event) {
        if (event.kind() == EventKind.OTHER) {
            return skipped(SkipReason.FILTERED);
        }
        if (event.kind() != EventKind.PASSAGE) {
            return Optional.of(Disposition.DeadLettered.uncalled(
                    DeadLetterReason.INVALID,
                    "kind: " + event.kind() + " is part of the contract but not carried out by this version"));
        }
        if (event.boundary() == Boundary.INNER) {
            return skipped(SkipReason.INNER_GATE);
        }
        if (event.plate() instanceof PlateReading.Refused refused) {
            return skipped(reasonOf(refused));
        }
        Instant now = clock.instant();
        if (event.occurredAt().isAfter(now.plus(maxClockLead))) {
            return Optional.of(Disposition.DeadLettered.uncalled(
                    DeadLetterReason.FUTURE_TIME,
                    "occurredAt: lies more than " + maxClockLead.toMinutes()
                            + " minutes ahead; check the gate's clock"));
        }
        if (!now.isBefore(usefulness.endOf(event))) {
            return skipped(SkipReason.EXPIRED);
        }
        return Optional.empty();
    }

    private static Optional<Disposition> skipped(SkipReason reason) {
        return Optional.of(new Disposition.Skipped(reason));
    }

    private static SkipReason reasonOf(PlateReading.Refused refused) {
        return switch (refused.reason()) {
            case NO_PLATE -> SkipReason.NO_PLATE;
            case VIRTUAL_PLATE, NOT_PROVINCE -> SkipReason.PLATE_NOT_REPORTABLE;
            case UNREADABLE, TOO_SHORT, TOO_LONG, UNEXPECTED_CHAR, PLACEHOLDER, BAD_AUTHORITY_LETTER ->
                SkipReason.UNREADABLE_PLATE;
        };
    }
}
