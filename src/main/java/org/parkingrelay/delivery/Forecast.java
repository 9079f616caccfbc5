package org.parkingrelay.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;

/**
 * Says what {@link Delivery} would do with an event, as far as the event and the configuration decide it: before anybody is looked
 * up. The event is judged as if it came right after its passage, so that an old sample shows what its format is worth; whether it is
 * too old by now is told beside that.
 */
public final class Forecast {

    private final Optional<Circles> circles;
    private final Clock clock;
    private final Screening screening;

    /**
     * A forecast.
     *
     * @param circles absent where none are configured; car parks are then not judged
     */
    public Forecast(DeliveryConfig config, Optional<Circles> circles, Clock clock) {
        this.circles = circles;
        this.clock = clock;
        this.screening = new Screening(config.maxClockLead(), new Usefulness(config.maxAge()));
    }

    /** Judges an event. */
    public Foreseen of(PassageEvent event) {
        Instant now = clock.instant();
        Instant arrival = event.occurredAt().isBefore(now) ? event.occurredAt() : now;
        Optional<Circle> circle = circles.flatMap(known -> known.ofLot(event.lotId()));
        Optional<Disposition> end = screening
                .decide(event, Past.NONE, arrival)
                .or(() -> circles.isPresent() && circle.isEmpty()
                        ? Optional.of(Screening.unknownLot())
                        : Optional.empty())
                // The plate of a correction or cancellation decides nothing: it may have something to take back.
                .or(() -> event.kind() == EventKind.PASSAGE ? screening.decidePlate(event.plate()) : Optional.empty());
        return new Foreseen(circles.isPresent(), circle, end, arrival, screening.isTooLate(event, now));
    }

    /**
     * What would become of an event.
     *
     * @param isLotJudged whether circles are configured
     * @param circle of the event's car park, where there is one
     * @param end its disposition, where the event goes no further; else it is looked up and told
     * @param reportedAt the time that WeChat Pay would be told
     * @param isExpiredNow whether it would be skipped by now, because it is too old to matter
     */
    public record Foreseen(
            boolean isLotJudged,
            Optional<Circle> circle,
            Optional<Disposition> end,
            Instant reportedAt,
            boolean isExpiredNow) {}
}
