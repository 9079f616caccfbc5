package org.parkingrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;

/** Decides what the event alone can decide, before anything is looked up. */
final class Screening {

    private final Duration maxClockLead;
    private final Usefulness usefulness;

    Screening(Duration maxClockLead, Usefulness usefulness) {
        this.maxClockLead = maxClockLead;
        this.usefulness = usefulness;
    }

    /**
     * The disposition of an event that goes no further, or none. A cancellation says nothing of its own, so that only its time
     * counts.
     */
    Optional<Disposition> decide(PassageEvent event, Past past, Instant now) {
        if (event.kind() == EventKind.OTHER) {
            return skipped(SkipReason.FILTERED);
        }
        if (event.boundary() == Boundary.INNER) {
            return skipped(SkipReason.INNER_GATE);
        }
        if (event.occurredAt().isAfter(now.plus(maxClockLead))) {
            return Optional.of(Disposition.DeadLettered.uncalled(
                    DeadLetterReason.FUTURE_TIME,
                    "occurredAt: lies more than " + maxClockLead.toMinutes()
                            + " minutes ahead; check the gate's clock"));
        }
        if (isTooLate(event, now)) {
            return past.isOwnFailure() || past.rejected() ? Optional.of(failed(past)) : skipped(SkipReason.EXPIRED);
        }
        return Optional.empty();
    }

    /** Whether nothing that the event could say is of use any more. */
    boolean isTooLate(PassageEvent event, Instant now) {
        Direction direction = event.kind() == EventKind.PASSAGE ? event.direction() : Direction.OUT;
        return !now.isBefore(usefulness.endOf(direction, event.occurredAt()));
    }

    private static Disposition failed(Past past) {
        return new Disposition.DeadLettered(
                past.rejected() ? DeadLetterReason.REJECTED : DeadLetterReason.RETRIES_EXHAUSTED,
                past.rejected()
                        ? "WeChat Pay rejected the report of one member; that of another waited until it was of no use"
                        : "the report was not taken while the event mattered",
                "",
                past.attempts(),
                Optional.empty());
    }

    /** The disposition of an event whose car park belongs to no circle. */
    static Disposition unknownLot() {
        return Disposition.DeadLettered.uncalled(
                DeadLetterReason.UNKNOWN_LOT,
                "lotId: no circle is configured for this car park; add relay.lots.\"<lotId>\" and redrive");
    }

    /** What the plate alone decides: the disposition of one that cannot be reported, or none. */
    Optional<Disposition> decidePlate(PlateReading reading) {
        return reading instanceof PlateReading.Refused refused ? skipped(reasonOf(refused)) : Optional.empty();
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
