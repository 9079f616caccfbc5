package org.parkingrelay.circle;

/** When a lane has something to do next. Milliseconds since the epoch. Not thread-safe. */
final class Timetable {

    /** Between two looks for waits that are over. */
    private static final long SWEEP_INTERVAL = 1000;
    /** Between two releases, so that a high rate needs a hundred timers a second and not one for each call. */
    private static final long RELEASE_INTERVAL = 10;

    private long sweptAt;

    /** Whether it is time to look for waits that are over; then it is not again for a while. */
    boolean sweeps(long now) {
        boolean isTime = now - sweptAt >= SWEEP_INTERVAL || now < sweptAt;
        if (isTime) {
            sweptAt = now;
        }
        return isTime;
    }

    /** When somebody may go, or a wait be over, next. */
    long nextMove(WaitingLine line, Standing standing, CallRate rate, long now) {
        if (line.isEmpty()) {
            return Alarm.NEVER;
        }
        long ready = now + rate.untilReady(now);
        long due = sweptAt + SWEEP_INTERVAL;
        for (String circle : line.circles()) {
            long from = standing.isFlowing(circle) ? now + RELEASE_INTERVAL : standing.probeFrom(circle, now);
            due = Math.min(due, Math.max(ready, from));
        }
        return Math.max(due, now + 1);
    }
}
