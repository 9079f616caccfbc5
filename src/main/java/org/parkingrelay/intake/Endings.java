package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outcome.OutcomeLog;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** What events and records come to, as it is counted, measured and told. Thread-safe. */
final class Endings {

    private static final Duration LONGEST_LATENCY = Duration.ofDays(7);

    private final OutcomeLog outcomes;
    private final LaneClocks clocks;
    private final Clock clock;
    private final Meters meters;
    private final DispositionCounts eventCounts;
    private final DispositionCounts recordCounts;

    Endings(OutcomeLog outcomes, Clock clock, Meters meters) {
        this.outcomes = outcomes;
        this.clocks = new LaneClocks(clock, meters);
        this.clock = clock;
        this.meters = meters;
        this.eventCounts = new DispositionCounts(RelayMeter.INTAKE_EVENTS, meters);
        this.recordCounts = new DispositionCounts(RelayMeter.INTAKE_RECORDS, meters);
    }

    /** An event is here, for the first time where nothing was tried before. */
    void begun(PassageEvent event, Past past, Origin origin) {
        if (past.equals(Past.NONE)) {
            clocks.observe(event, origin.timestamp(), origin.firstSeen().toEpochMilli());
        }
    }

    /** An event has ended. Where its record is to be kept elsewhere for it, that is told later, by {@link #kept}. */
    void ofEvent(Origin origin, int place, Decoded decoded, Disposition ended) {
        eventCounts.count(ended);
        if (!RecordResult.isKept(ended)) {
            kept(clock.instant(), origin, place, decoded, ended);
        }
    }

    /** Some records, of one event each, have come to the same, which is {@link #kept} of each. */
    void ofMany(int records, Disposition ended) {
        eventCounts.count(ended, records);
        recordCounts.count(ended, records);
    }

    /** What an event has come to is true from this time on. */
    void kept(Instant at, Origin origin, int place, Decoded decoded, Disposition ended) {
        outcomes.ended(at, origin, place, decoded instanceof Decoded.Event read ? read.event() : null, ended);
    }

    /** A record has ended, unless it is left. */
    void ofRecord(Origin origin, Disposition ended) {
        if (!(ended instanceof Disposition.Left)) {
            recordCounts.count(ended);
        }
        // What people put back waited for them, which says nothing of the relay.
        if (ended instanceof Disposition.Forwarded && origin.redrives() == 0) {
            long latency = clock.millis() - origin.timestamp();
            // A producer may stamp anything; what cannot be a latency is not measured.
            if (latency >= 0 && latency < LONGEST_LATENCY.toMillis()) {
                meters.timer(RelayMeter.DELIVERY_LATENCY).record(Duration.ofMillis(latency));
            }
        }
    }
}
