package org.parkingrelay.circle;

import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.parkingrelay.retry.Delayer;
import org.parkingrelay.telemetry.Meters;

/** The lanes of all credentials, so that no merchant waits for another. Thread-safe. */
public final class Lanes {

    private final Map<String, Lane> byCredential = new TreeMap<>();

    /**
     * Flowing lanes, shown by {@code meters}.
     *
     * @param callsPerSecondByCredential the most calls a second of each, above 0
     * @param room the most waiters of all lanes together, as relay.intake.max-in-flight
     */
    public Lanes(
            Map<String, Double> callsPerSecondByCredential, int room, Clock clock, Delayer delayer, Meters meters) {
        WaitingRoom waitingRoom = new WaitingRoom(room);
        callsPerSecondByCredential.forEach((name, callsPerSecond) -> {
            LaneNotices notices = new LaneNotices(name, meters);
            Lane lane = new Lane(name, callsPerSecond, clock, delayer, waitingRoom, this::couldOthersFlow, notices);
            byCredential.put(name, lane);
            notices.show(lane);
        });
    }

    /** Whether any lane but this one could use the room that this one's waiters take. */
    public boolean couldOthersFlow(Lane lane) {
        return byCredential.values().stream()
                .anyMatch(other -> other != lane && other.outlook().couldFlow());
    }

    /** The lane of a circle's credential. */
    public Lane of(Circle circle) {
        Lane lane = byCredential.get(circle.credential());
        if (lane == null) {
            throw new IllegalArgumentException("no credential " + circle.credential() + "; the start checks that");
        }
        return lane;
    }

    /** All lanes, by name. */
    public Collection<Lane> all() {
        return Collections.unmodifiableCollection(byCredential.values());
    }
}
