package org.parkingrelay.circle;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.parkingrelay.circle.Standing.Change;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Delayer;

/**
 * The lane of one credential: how fast its calls go, and whether they go at all. While WeChat Pay does not answer it, or
 * refuses it, one call a second goes as a probe and the rest wait; so for one circle of it that is refused. Thread-safe, and
 * holds up no thread.
 */
public final class Lane {

    private static final CompletionStage<Pass> GO = CompletableFuture.completedStage(Pass.GO);
    private static final CompletionStage<Pass> FULL = CompletableFuture.completedStage(Pass.FULL);
    private static final CompletionStage<Pass> ENDED = CompletableFuture.completedStage(Pass.ENDED);

    private final String name;
    private final Clock clock;
    private final WaitingRoom room;
    private final Predicate<Lane> couldOthersFlow;
    private final LaneNotices notices;
    private final Alarm alarm;
    private final Releases releases = new Releases();

    private final Object lock = new Object();
    private final CallRate rate;
    private final Standing standing = new Standing();
    private final WaitingLine line = new WaitingLine();
    private final Timetable timetable = new Timetable();
    private final Outlook outlook;

    /**
     * A flowing lane.
     *
     * @param name of the credential
     * @param callsPerSecond the most, above 0
     * @param couldOthersFlow whether any lane but the given one could use the room that is left; must not take a lane's lock
     */
    Lane(
            String name,
            double callsPerSecond,
            Clock clock,
            Delayer delayer,
            WaitingRoom room,
            Predicate<Lane> couldOthersFlow,
            LaneNotices notices) {
        this.name = name;
        this.clock = clock;
        this.outlook = new Outlook(clock);
        this.alarm = new Alarm(delayer, this::ring);
        this.room = room;
        this.couldOthersFlow = couldOthersFlow;
        this.notices = notices;
        this.rate = new CallRate(callsPerSecond, clock.millis());
    }

    /**
     * Waits in line for permission to make one call.
     *
     * @param claim whose end ends the wait
     * @param until ends the wait; who need not wait goes even when it has passed
     * @return already complete where nobody has to wait
     */
    public CompletionStage<Pass> enter(Circle circle, Claim claim, Instant until) {
        if (claim.isEnded()) {
            return ENDED;
        }
        Waiter waiter;
        synchronized (lock) {
            long now = clock.millis();
            if (goesAtOnce(circle.name(), now)) {
                publish();
                return GO;
            }
            waiter = new Waiter(circle.name(), claim, until, this::end);
            if (waiter.isOver(Instant.ofEpochMilli(now))) {
                return ENDED;
            }
            if (!takesPlace(circle.name())) {
                return FULL;
            }
            line.add(waiter);
            move(now);
        }
        waiter.listen();
        goOn();
        return waiter.stage();
    }

    private boolean goesAtOnce(String circle, long now) {
        if (standing.isFlowing(circle)) {
            return !line.hasAny(standing::isFlowing) && rate.take(now);
        }
        if (!standing.mayProbe(circle, now) || line.hasAny(other -> standing.mayProbe(other, now)) || !rate.take(now)) {
            return false;
        }
        standing.beginProbe(circle, now);
        return true;
    }

    /** A place to wait; none where others could use the room that is left. */
    private boolean takesPlace(String circle) {
        boolean othersFlow =
                !standing.isLanePaused() && standing.isCirclePaused(circle) && standing.couldOtherFlow(circle, line);
        // Waiters of paused circles take nothing from the circles that flow.
        int held = standing.isFlowing(circle) ? line.waiting(standing::isFlowing) : line.size();
        if (room.enterIfFair(held)) {
            return true;
        }
        if (couldOthersFlow.test(this) || othersFlow) {
            return false;
        }
        // Nothing else moves: the bound of the intake holds Kafka back, and nothing need go through the retry topic.
        room.enter();
        return true;
    }

    /**
     * How a call that was permitted came out; exactly once for each {@link Pass#GO}.
     *
     * @param code WeChat Pay's error code; empty where there is none
     * @param member tells members apart, as a hash does
     */
    public void tell(Circle circle, Verdict verdict, String code, int member) {
        List<Change> changes;
        synchronized (lock) {
            long now = clock.millis();
            if (verdict == Verdict.NOT_CALLED) {
                rate.giveBack(now);
            } else if (verdict == Verdict.THROTTLED) {
                rate.throttled(now, !standing.isLanePaused());
            }
            changes = standing.tell(circle.name(), verdict, code, member, now);
            if (changes.stream().anyMatch(Change::isResumeOfLane)) {
                rate.empty(now);
            }
            if (changes.isEmpty() && line.isEmpty()) {
                publish();
                return;
            }
            move(now);
        }
        notices.tell(changes, verdict, code);
        goOn();
    }

    /**
     * Ends a pause by hand: calls flow again at once, and what WeChat Pay then says of them decides anew.
     *
     * @param circle the name of the circle whose pause ends; empty for that of the lane, which leaves its circles' as they are
     * @return false where it was not paused
     */
    public boolean resume(String circle) {
        List<Change> changes;
        synchronized (lock) {
            long now = clock.millis();
            changes = standing.resume(circle);
            if (!changes.isEmpty()) {
                rate.empty(now);
                move(now);
            }
        }
        notices.tellByHand(changes);
        goOn();
        return !changes.isEmpty();
    }

    /** The claim of somebody who waits has ended. */
    private void end(Waiter waiter) {
        synchronized (lock) {
            if (!line.remove(waiter)) {
                return;
            }
            leave(waiter, Pass.ENDED);
            publish();
        }
        goOn();
    }

    private void leave(Waiter waiter, Pass pass) {
        room.leave();
        releases.add(waiter, pass);
    }

    /** Takes out of the line whose wait is over or who may go now. */
    private void move(long now) {
        Instant instant = Instant.ofEpochMilli(now);
        if (timetable.sweeps(now)) {
            line.removeIf(waiter -> waiter.isOver(instant)).forEach(waiter -> leave(waiter, Pass.ENDED));
        }
        // The probe first: it takes one call a second at most, and would never come behind a long line.
        takeNext(circle -> standing.mayProbe(circle, now), instant)
                .ifPresent(waiter -> standing.beginProbe(waiter.circle(), now));
        while (standing.isAnyFlowing() && takeNext(standing::isFlowing, instant).isPresent()) {
            // Takes out one after the other.
        }
        publish();
    }

    /** The next of a circle that may go, if there is one and a call may be made; those whose wait is over go on the way. */
    private Optional<Waiter> takeNext(Predicate<String> mayCircle, Instant now) {
        while (!line.isEmpty() && rate.isReady(now.toEpochMilli())) {
            Optional<Waiter> next = line.take(mayCircle);
            boolean isOver = next.map(waiter -> waiter.isOver(now)).orElse(false);
            next.ifPresent(waiter -> leave(waiter, isOver ? Pass.ENDED : Pass.GO));
            if (!isOver) {
                next.ifPresent(waiter -> rate.take(now.toEpochMilli()));
                return next;
            }
        }
        return Optional.empty();
    }

    private void publish() {
        outlook.used(standing.isAnyFlowing(), line.isEmpty());
    }

    /** Sets the alarm, and wakes whom {@link #move} let go. Never under the lock. */
    private void goOn() {
        long now;
        long next;
        synchronized (lock) {
            now = clock.millis();
            next = timetable.nextMove(line, standing, rate, now);
        }
        alarm.ringBy(next, now);
        releases.wake();
    }

    private void ring() {
        synchronized (lock) {
            move(clock.millis());
        }
        goOn();
    }

    /** What other lanes see of this one; takes no lock. */
    Outlook outlook() {
        return outlook;
    }

    /** Whether a rejection now says nothing of its event, since the circle is paused for having all its reports rejected alike. */
    public boolean isRejectionSuspect(Circle circle) {
        return read(() -> standing.isRejectionSuspect(circle.name()));
    }

    /** Whether calls of a circle are made. */
    public boolean isFlowing(Circle circle) {
        return read(() -> standing.isFlowing(circle.name()));
    }

    /** Whether any circle of this lane but this one could use the room that this one's waiters take. */
    public boolean couldOthersFlow(Circle circle) {
        return read(() -> !standing.isLanePaused() && standing.couldOtherFlow(circle.name(), line));
    }

    /** The credential's name. */
    public String name() {
        return name;
    }

    /** Whether it flows. It does not while it is paused, or every circle of it that was heard of is. */
    public LaneState state() {
        return read(() -> standing.state(clock.millis()));
    }

    /** All that people see of it, at one moment. */
    public LaneView view() {
        return read(() -> {
            long now = clock.millis();
            return standing.view(name, rate.perSecond(now), line.size(), now);
        });
    }

    /** Calls a second that it may make now. */
    public double rate() {
        return read(() -> rate.perSecond(clock.millis()));
    }

    /** How many wait. */
    public int waiting() {
        return read(() -> line.size());
    }

    private <T> T read(Supplier<T> view) {
        synchronized (lock) {
            return view.get();
        }
    }
}
