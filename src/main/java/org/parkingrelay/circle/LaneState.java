package org.parkingrelay.circle;

/** Whether a lane's calls are made. */
public enum LaneState {
    /** Calls are made at the lane's rate. */
    FLOWING(0),
    /** Nothing flows, and one call is under way to find out whether it could. */
    PROBING(1),
    /** Nothing flows until a probe succeeds. */
    PAUSED(2);

    private final int number;

    LaneState(int number) {
        this.number = number;
    }

    /** As the gauge {@code relay.lane.state} shows it. */
    int number() {
        return number;
    }
}
