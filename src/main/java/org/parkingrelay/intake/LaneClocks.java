package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * How far each lane's clock is off: an event's own time against its record's timestamp. On its way an event is only delayed, so
 * the largest difference of some minutes is the nearest to the clock's own. Thread-safe.
 */
final class LaneClocks {

    /** Each is a time series. */
    static final int MOST_LANES = 1_000;

    static final Duration SPAN = Duration.ofMinutes(5);

    private static final String OTHER = "other";
    /** What a name of a lot or lane may look like in a tag; no vendor's name is known to be longer. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/#-]{0,63}");

    private static final double MILLIS = 1_000.0;

    private final Map<Lane, Largest> lanes = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Meters meters;

    private record Lane(String lot, String name) {}

    LaneClocks(Clock clock, Meters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Takes an event into account, unless it waited in a buffer.
     *
     * @param timestamp of its record, in milliseconds
     */
    void observe(PassageEvent event, long timestamp) {
        if (event.replayed() || timestamp <= 0) {
            return;
        }
        Lane lane = new Lane(tag(event.lotId()), tag(event.laneId().orElse("")));
        largest(lane).add(event.occurredAt().toEpochMilli() - timestamp);
    }

    private Largest largest(Lane lane) {
        Largest known = lanes.get(lane);
        if (known != null) {
            return known;
        }
        Lane counted = lanes.size() < MOST_LANES ? lane : new Lane(OTHER, OTHER);
        return lanes.computeIfAbsent(counted, added -> {
            Largest largest = new Largest();
            meters.gauge(RelayMeter.GATE_CLOCK_SKEW, largest::seconds, added.lot(), added.name());
            return largest;
        });
    }

    /** A name as vendors give it, unless it looks as if it could be anything else, a plate above all. */
    private static String tag(String name) {
        if (name.isEmpty()) {
            return "none";
        }
        boolean isPlate = PlateNormaliser.read(name) instanceof PlateReading.Legible;
        return !isPlate && NAME.matcher(name).matches() ? name : OTHER;
    }

    /** The largest difference of the span that is running and of the one before. */
    private final class Largest {

        private Instant since = clock.instant();
        private long before = Long.MIN_VALUE;
        private long now = Long.MIN_VALUE;

        synchronized void add(long millis) {
            turn();
            now = Math.max(now, millis);
        }

        synchronized double seconds() {
            turn();
            long largest = Math.max(before, now);
            return largest == Long.MIN_VALUE ? Double.NaN : largest / MILLIS;
        }

        private void turn() {
            Duration age = Duration.between(since, clock.instant());
            if (age.compareTo(SPAN) >= 0) {
                before = age.compareTo(SPAN.multipliedBy(2)) < 0 ? now : Long.MIN_VALUE;
                now = Long.MIN_VALUE;
                since = clock.instant();
            }
        }
    }
}
