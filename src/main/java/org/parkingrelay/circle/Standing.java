package org.parkingrelay.circle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a credential and its circles stand with WeChat Pay: who is paused, and who may be probed. Milliseconds since the epoch.
 * Not thread-safe.
 */
final class Standing {

    private static final int FAILURES_TO_PAUSE = 5;
    /** A wrong app id has every member's report rejected alike; so many in a row are no accident. */
    private static final int REJECTIONS_TO_PAUSE = 20;

    private final Pause lane = new Pause();
    private final Probe probe = new Probe();
    private final Map<String, OfCircle> circles = new HashMap<>();
    private int pausedCircles;
    private int failuresInARow;

    /** What is known of one circle. */
    private static final class OfCircle {
        private final Pause pause = new Pause();
        private String code = "";
        private int rejectionsInARow;
        private int lastRejected;

        /** One member's again and again are that member's own; only another's counts. */
        private int rejected(String newCode, int member) {
            if (!newCode.equals(code)) {
                rejectionsInARow = 1;
            } else if (member != lastRejected || rejectionsInARow == 0) {
                rejectionsInARow++;
            }
            code = newCode;
            lastRejected = member;
            return rejectionsInARow;
        }
    }

    /**
     * Something paused or flows again.
     *
     * @param reason of the pause that began or ended
     * @param circle whose name; empty where it is the whole lane
     */
    record Change(boolean isPause, PauseReason reason, String circle) {
        boolean isOfLane() {
            return circle.isEmpty();
        }

        boolean isResumeOfLane() {
            return !isPause && isOfLane();
        }
    }

    private OfCircle of(String circle) {
        OfCircle known = circles.get(circle);
        if (known == null) {
            known = new OfCircle();
            circles.put(circle, known);
        }
        return known;
    }

    /** Takes note of how a call came out; what changed by it, in most cases nothing. */
    List<Change> tell(String circle, Verdict verdict, String code, int member, long now) {
        if (verdict == Verdict.NOT_CALLED) {
            probe.giveBack(circle);
            return List.of();
        }
        probe.told(circle);
        List<Change> changes = new ArrayList<>(0);
        switch (verdict) {
            case TAKEN -> {
                resumeLane(changes);
                resumeCircle(circle, changes);
            }
            case REJECTED -> {
                resumeLane(changes);
                if (of(circle).rejected(code, member) >= REJECTIONS_TO_PAUSE) {
                    pauseCircle(circle, PauseReason.SAME_REJECTIONS, now, changes);
                }
            }
            case REFUSED_CREDENTIAL -> {
                failuresInARow = 0;
                pauseLane(PauseReason.REFUSED_CREDENTIAL, now, changes);
            }
            case REFUSED_CIRCLE -> {
                // Who refuses the mall has taken the signature, so the lane answers.
                resumeLane(changes);
                pauseCircle(circle, PauseReason.REFUSED_CIRCLE, now, changes);
            }
            default -> {
                failuresInARow++;
                if (failuresInARow == FAILURES_TO_PAUSE) {
                    boolean isThrottled = verdict == Verdict.THROTTLED;
                    pauseLane(isThrottled ? PauseReason.THROTTLED : PauseReason.OUTAGE, now, changes);
                }
            }
        }
        return changes;
    }

    private void resumeLane(List<Change> changes) {
        failuresInARow = 0;
        lane.end().ifPresent(reason -> changes.add(new Change(false, reason, "")));
    }

    private void resumeCircle(String name, List<Change> changes) {
        OfCircle circle = of(name);
        circle.rejectionsInARow = 0;
        circle.pause.end().ifPresent(reason -> {
            pausedCircles--;
            changes.add(new Change(false, reason, name));
        });
    }

    /** Ends a pause, the lane's where no circle is named; what changed by it. */
    List<Change> resume(String circle) {
        List<Change> changes = new ArrayList<>(1);
        if (circle.isEmpty()) {
            resumeLane(changes);
        } else if (circles.containsKey(circle)) {
            resumeCircle(circle, changes);
        }
        return changes;
    }

    private void pauseLane(PauseReason reason, long now, List<Change> changes) {
        if (lane.begin(reason, now)) {
            changes.add(new Change(true, reason, ""));
        }
    }

    private void pauseCircle(String name, PauseReason reason, long now, List<Change> changes) {
        Pause pause = of(name).pause;
        if (!pause.isOn()) {
            pausedCircles++;
        }
        if (pause.begin(reason, now)) {
            changes.add(new Change(true, reason, name));
        }
    }

    /** Whether the whole lane is paused. */
    boolean isLanePaused() {
        return lane.isOn();
    }

    /** Whether the circle itself is paused, whatever its lane is. */
    boolean isCirclePaused(String circle) {
        return of(circle).pause.isOn();
    }

    /** Whether a circle's calls are made. */
    boolean isFlowing(String circle) {
        return !lane.isOn() && !of(circle).pause.isOn();
    }

    /** Whether calls of any circle are made. */
    boolean isAnyFlowing() {
        return !lane.isOn() && (circles.isEmpty() || pausedCircles < circles.size());
    }

    /** Whether a paused circle, or one of a paused lane, may be probed. */
    boolean mayProbe(String circle, long now) {
        return !isFlowing(circle) && probeFrom(circle, now) <= now;
    }

    /** When a circle that does not flow may be probed, as far as is known now. */
    long probeFrom(String circle, long now) {
        Pause pause = lane.isOn() ? lane : of(circle).pause;
        return Math.max(pause.probeFrom(now), probe.nextFrom(now));
    }

    void beginProbe(String circle, long now) {
        probe.begin(circle, now);
    }

    /** Whether so many of the circle's reports were rejected alike that a rejection says nothing of the event. */
    boolean isRejectionSuspect(String circle) {
        return of(circle).pause.isOnFor(PauseReason.SAME_REJECTIONS);
    }

    LaneState state(long now) {
        if (isAnyFlowing()) {
            return LaneState.FLOWING;
        }
        return probe.isOut(now) ? LaneState.PROBING : LaneState.PAUSED;
    }

    /** Why nothing flows. */
    private Optional<PauseReason> reason(SortedMap<String, LaneView.Paused> paused) {
        if (isAnyFlowing()) {
            return Optional.empty();
        }
        return lane.isOn()
                ? lane.reason()
                : paused.values().stream().map(LaneView.Paused::reason).findFirst();
    }

    /** All that people see. */
    LaneView view(String name, double rate, int waiting, long now) {
        SortedMap<String, LaneView.Paused> paused = new TreeMap<>();
        circles.forEach((circle, of) -> of.pause.view().ifPresent(pause -> paused.put(circle, pause)));
        return new LaneView(name, state(now), reason(paused), lane.view(), paused, rate, waiting);
    }

    /** Whether some other circle that was heard of flows, or has nobody who would have to wait. */
    boolean couldOtherFlow(String circle, WaitingLine line) {
        return circles.entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals(circle)
                        && (!entry.getValue().pause.isOn() || line.waiting(entry.getKey()) == 0));
    }
}
