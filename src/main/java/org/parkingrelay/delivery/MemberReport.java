package org.parkingrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.circle.Lane;
import org.parkingrelay.circle.Pass;
import org.parkingrelay.circle.Verdict;
import org.parkingrelay.state.Begin;
import org.parkingrelay.state.Lease;
import org.parkingrelay.state.ReportedStates.Recorded;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;

/**
 * One member being told of one event. Each round goes from top to bottom, and what is transient begins the next:
 *
 * <pre>
 *   the merchant's lane ── may this state be reported? ── the call ── taken down ── told
 *        │ no room              │ superseded, duplicate       │ not taken: wait, within the budget
 *     deferred               skipped                       deferred
 * </pre>
 *
 * <p>One thread at a time is in here: the one that completed what the round waited for.
 */
final class MemberReport {

    /** How long one stay beyond the budget is: longer than lanes that recover together are apart. */
    private static final Duration LONGER_STAY = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Assignment assignment;
    private final Reporting with;
    private final Consent consent;
    private final Lane lane;
    private final Instant budgetEnd;
    private Instant stayEnd;
    private final CompletableFuture<MemberResult> done = new CompletableFuture<>();
    /** Calls made here. */
    private int calls;
    /** Rounds that came to nothing, to space the next one. */
    private int misses;

    /** Whether the last that happened to it was a call at which others of its lane did not fail. */
    private boolean failedByItself;

    private @Nullable CallFacts lastCall;

    MemberReport(Assignment assignment, Reporting with) {
        this.assignment = assignment;
        this.with = with;
        this.consent = new Consent(with.lookup(), assignment);
        this.lane = with.lanes().of(assignment.circle());
        this.budgetEnd = now().plus(with.budget());
        this.stayEnd = budgetEnd;
    }

    CompletionStage<MemberResult> run() {
        round();
        return done;
    }

    private void round() {
        if (assignment.claim().isEnded()) {
            done.complete(new MemberResult.Left());
        } else if (!now().isBefore(assignment.until())) {
            done.complete(tooLate());
        } else if (!now().isBefore(stayEnd) && !lane.isFlowing(assignment.circle()) && !mayStay()) {
            done.complete(deferred(DeferReason.LANE_PAUSED));
        } else {
            Instant until = stayEnd.isBefore(assignment.until()) ? stayEnd : assignment.until();
            on(
                    () -> lane.enter(assignment.circle(), assignment.claim(), until),
                    this::passed,
                    done::completeExceptionally);
        }
    }

    /** Beyond the budget only while no other lane flows, which is asked again from time to time. */
    private boolean mayStay() {
        boolean mayStay = !with.lanes().couldOthersFlow(lane) && !lane.couldOthersFlow(assignment.circle());
        if (mayStay) {
            stayEnd = now().plus(LONGER_STAY);
        }
        return mayStay;
    }

    private void passed(Pass pass) {
        switch (pass) {
            case GO -> ifStillBound();
            case FULL -> done.complete(deferred(DeferReason.LANE_PAUSED));
            case ENDED -> {
                boolean isOver = assignment.claim().isEnded() || !now().isBefore(assignment.until());
                if (!isOver && lane.isFlowing(assignment.circle())) {
                    done.complete(deferred(DeferReason.THROTTLED));
                } else {
                    round();
                }
            }
        }
    }

    /** A member may withdraw while an event waits, and is not told of from then on. */
    private void ifStillBound() {
        on(
                () -> consent.holds(now()),
                holds -> {
                    if (holds) {
                        begin();
                    } else {
                        tellLane(Verdict.NOT_CALLED, "");
                        done.complete(new MemberResult.Skipped(SkipReason.NOT_A_MEMBER));
                    }
                },
                this::storeFailedBefore);
    }

    private void begin() {
        // The lease begins after this and before the answer.
        Instant asked = now();
        on(
                () -> with.states().begin(assignment.circle().name(), assignment.key(), assignment.candidate()),
                answer -> begun(answer, asked),
                this::storeFailedBefore);
    }

    private void begun(Begin answer, Instant asked) {
        if (answer instanceof Begin.Proceed proceed) {
            call(proceed, asked.plus(with.states().lease()).minus(with.lastCall()));
            return;
        }
        tellLane(Verdict.NOT_CALLED, "");
        if (answer instanceof Begin.Busy busy) {
            afterWait(DeferReason.BUSY, busy.atMost().plusMillis(1));
        } else {
            done.complete(new MemberResult.Skipped(
                    answer instanceof Begin.Duplicate ? SkipReason.DUPLICATE : SkipReason.SUPERSEDED));
        }
    }

    private void call(Begin.Proceed proceed, Instant notAfter) {
        calls++;
        on(
                () -> with.send(assignment, assignment.report(proceed, now()), notAfter),
                outcome -> {
                    tellLane(Verdicts.of(outcome), outcome.facts().code());
                    answered(proceed.lease(), outcome);
                },
                fault -> {
                    tellLane(Verdict.NOT_CALLED, "");
                    ReportLog.fault(assignment.circle(), fault, attempts());
                    givenUp(proceed.lease(), true, () -> afterWait(DeferReason.UNAVAILABLE, LONGEST_WAIT));
                });
    }

    private void tellLane(Verdict verdict, String code) {
        lane.tell(assignment.circle(), verdict, code, assignment.key().hashCode());
    }

    private void answered(Lease lease, Outcome outcome) {
        lastCall = outcome.facts();
        if (outcome.kind().isTriedAgain()) {
            with.meters()
                    .counter(RelayMeter.DELIVERY_RETRIES, outcome.kind().tag())
                    .increment();
            ReportLog.notTaken(assignment.circle(), outcome, attempts());
        }
        boolean inDoubt = outcome.mayHaveArrived();
        switch (outcome.kind()) {
            case ACCEPTED -> accepted(lease);
            case REJECTED ->
                givenUp(lease, inDoubt, () -> {
                    if (lane.isRejectionSuspect(assignment.circle())) {
                        again(DeferReason.LANE_PAUSED);
                    } else {
                        done.complete(new MemberResult.Rejected(attempts(), outcome.facts()));
                    }
                });
            case THROTTLED -> givenUp(lease, inDoubt, () -> again(DeferReason.THROTTLED));
            case REFUSED, UNAVAILABLE, IN_DOUBT -> givenUp(lease, inDoubt, () -> again(DeferReason.UNAVAILABLE));
        }
    }

    /** Asked again until the store has it: an acceptance that is not taken down would be reported twice. */
    private void accepted(Lease lease) {
        on(
                () -> with.states().accepted(lease),
                recorded -> {
                    if (recorded == Recorded.OVERTAKEN) {
                        round();
                    } else if (lease.repeat()) {
                        done.complete(new MemberResult.Skipped(SkipReason.SUPERSEDED));
                    } else {
                        done.complete(new MemberResult.Accepted(attempts(), Optional.ofNullable(lastCall)));
                    }
                },
                failure -> {
                    ReportLog.storeFailed(failure);
                    askStoreAgain(() -> {
                        if (assignment.claim().isEnded()) {
                            done.complete(new MemberResult.Left());
                        } else {
                            accepted(lease);
                        }
                    });
                });
    }

    /** Where the store does not hear it, the lease ends by itself, and the store then takes the call for doubtful. */
    private void givenUp(Lease lease, boolean inDoubt, Runnable next) {
        on(() -> with.states().givenUp(lease, inDoubt), noted -> next.run(), failure -> next.run());
    }

    /** The store is all relays' and all cars': nothing is gained by putting the event aside. */
    private void storeFailedBefore(Throwable failure) {
        tellLane(Verdict.NOT_CALLED, "");
        ReportLog.storeFailed(failure);
        askStoreAgain(this::round);
    }

    private void askStoreAgain(Runnable next) {
        misses++;
        Duration wait = with.storeBackoff().after(misses);
        on(() -> with.waits().during(wait, assignment.claim()), over -> next.run(), done::completeExceptionally);
    }

    /** After a call. A lane that it found, or left, paused spaces the rounds by itself. */
    private void again(DeferReason reason) {
        failedByItself = lane.isFlowing(assignment.circle());
        if (failedByItself) {
            afterWait(reason, LONGEST_WAIT);
        } else {
            round();
        }
    }

    /** The next round after a wait, or later by way of the retry topic. */
    private void afterWait(DeferReason reason, Duration atMost) {
        misses++;
        Duration wait = with.backoff().after(misses);
        Duration bounded = atMost.compareTo(wait) < 0 ? atMost : wait;
        if (now().plus(bounded).isBefore(budgetEnd)
                || assignment.claim().isEnded()
                || !lane.isFlowing(assignment.circle())) {
            on(() -> with.waits().during(bounded, assignment.claim()), over -> round(), done::completeExceptionally);
        } else {
            done.complete(deferred(reason));
        }
    }

    /** An outage is no fault of the event, and what an outage made useless needs no person. */
    private MemberResult tooLate() {
        return failedByItself
                ? new MemberResult.Exhausted(attempts(), Optional.ofNullable(lastCall))
                : new MemberResult.Skipped(SkipReason.EXPIRED);
    }

    private MemberResult deferred(DeferReason reason) {
        return new MemberResult.Deferred(reason, attempts());
    }

    private int attempts() {
        return assignment.attempts() + calls;
    }

    private Instant now() {
        return with.clock().instant();
    }

    /** A step that throws has failed like one whose stage fails; a fault in what follows must not leave the event without an end. */
    private <T> void on(Supplier<CompletionStage<T>> step, Consumer<T> next, Consumer<Throwable> failed) {
        CompletionStage<T> stage;
        try {
            stage = step.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        var unused = stage.whenComplete((result, failure) -> {
            try {
                if (failure == null) {
                    next.accept(result);
                } else {
                    failed.accept(failure);
                }
            } catch (Throwable e) {
                // An Error too: an event without an end would hold its partition for ever.
                done.completeExceptionally(e);
            }
        });
    }
}
