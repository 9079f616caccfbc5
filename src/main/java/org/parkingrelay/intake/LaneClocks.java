package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * How far each lane's clock is off: an event's own time against its record's timestamp. On its way an event is only delayed, so
 * the largest difference of some minutes is the nearest to the clock's own.
 *
 * <p>A lane is a vendor's free text, in which somebody could put a plate or a member. So it becomes a tag only after cars of some
 * different plates passed it, which only a lane has. Thread-safe.
 */
final class LaneClocks {

    /** Each is a time series. */
    static final int MOST_LANES = 1_000;

    static final Duration SPAN = Duration.ofMinutes(5);

    /** So many different plates make a lane. */
    static final int PLATES_OF_A_LANE = 3;

    private static final String OTHER = "other";
    /** What a name of a lot or lane may look like in a tag; no vendor's name is known to be longer. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/#-]{0,63}");

    private static final double MILLIS = 1_000.0;

    /** By what vendors call them, so that most events cost no more than a look-up. */
    private final Map<Lane, Largest> lanes = new ConcurrentHashMap<>();

    private final Map<Lane, Largest> byTags = new ConcurrentHashMap<>();
    /** The plates, as hashes, that passed what is not known to be a lane yet; the least recent is forgotten. */
    private final Map<Lane, Set<Integer>> candidates = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Lane, Set<Integer>> eldest) {
            return size() > MOST_LANES;
        }
    };

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
     * @param now in milliseconds
     */
    void observe(PassageEvent event, long timestamp, long now) {
        if (event.replayed() || timestamp <= 0 || !(event.plate() instanceof PlateReading.Legible legible)) {
            return;
        }
        Lane lane = new Lane(event.lotId(), event.laneId().orElse(""));
        Largest largest = lanes.get(lane);
        if (largest == null && isLane(lane, legible.plate().text().hashCode())) {
            largest = added(lane);
        }
        if (largest != null) {
            largest.add(event.occurredAt().toEpochMilli() - timestamp, now);
        }
    }

    private boolean isLane(Lane lane, int plate) {
        synchronized (candidates) {
            Set<Integer> plates = candidates.computeIfAbsent(lane, first -> new HashSet<>());
            plates.add(plate);
            if (plates.size() < PLATES_OF_A_LANE) {
                return false;
            }
            candidates.remove(lane);
            return true;
        }
    }

    /** Lanes of one name in the metrics share what is measured. */
    private Largest added(Lane lane) {
        boolean hasRoom = lanes.size() < MOST_LANES;
        Lane tags = hasRoom ? new Lane(tag(lane.lot()), tag(lane.name())) : new Lane(OTHER, OTHER);
        Largest largest = byTags.computeIfAbsent(tags, first -> {
            Largest created = new Largest();
            meters.gauge(RelayMeter.GATE_CLOCK_SKEW, created::seconds, tags.lot(), tags.name());
            return created;
        });
        if (hasRoom) {
            lanes.put(lane, largest);
        }
        return largest;
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

        private long since = clock.millis();
        private long before = Long.MIN_VALUE;
        private long now = Long.MIN_VALUE;

        synchronized void add(long millis, long time) {
            turn(time);
            now = Math.max(now, millis);
        }

        synchronized double seconds() {
            turn(clock.millis());
            long largest = Math.max(before, now);
            return largest == Long.MIN_VALUE ? Double.NaN : largest / MILLIS;
        }

        private void turn(long time) {
            if (time - since >= SPAN.toMillis()) {
                before = time - since < 2 * SPAN.toMillis() ? now : Long.MIN_VALUE;
                now = Long.MIN_VALUE;
                since = time;
            }
        }
    }
}
