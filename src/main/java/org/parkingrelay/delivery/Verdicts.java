package org.parkingrelay.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.circle.Verdict;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;

/** Where results of a lower room become those of the next: outcomes for a lane, members' results for the event. */
final class Verdicts {

    private static final int UNAUTHORIZED = 401;

    private Verdicts() {}

    /** What an outcome says of the lane. */
    static Verdict of(Outcome outcome) {
        return switch (outcome.kind()) {
            case ACCEPTED -> Verdict.TAKEN;
            case REJECTED -> Verdict.REJECTED;
            // Signature, certificate, serial number or clock: whatever the credential signs is refused. Other refusals
            // are of
            // the relation of merchant, brand and app id, which is one circle's.
            case REFUSED ->
                outcome.facts().status() == UNAUTHORIZED ? Verdict.REFUSED_CREDENTIAL : Verdict.REFUSED_CIRCLE;
            case THROTTLED -> Verdict.THROTTLED;
            case UNAVAILABLE -> Verdict.UNAVAILABLE;
            case IN_DOUBT -> Verdict.IN_DOUBT;
        };
    }

    /**
     * The event's disposition. What is unfinished goes first, since the event comes again and repeats only what is missing; then
     * what needs a person, so that no member hides another's trouble.
     */
    static Disposition of(String circle, List<MemberResult> results, boolean dryRun) {
        if (has(results, MemberResult.Left.class)) {
            return new Disposition.Left();
        }
        Optional<MemberResult.Deferred> deferred = first(results, MemberResult.Deferred.class);
        if (deferred.isPresent()) {
            return new Disposition.Deferred(
                    deferred.get().reason(), deferred.get().attempts(), has(results, MemberResult.Rejected.class));
        }
        Optional<MemberResult.Rejected> rejected = first(results, MemberResult.Rejected.class);
        if (rejected.isPresent()) {
            return deadLettered(
                    DeadLetterReason.REJECTED,
                    "WeChat Pay rejected the report",
                    circle,
                    rejected.get().attempts(),
                    Optional.of(rejected.get().call()));
        }
        Optional<MemberResult.Exhausted> exhausted = first(results, MemberResult.Exhausted.class);
        if (exhausted.isPresent()) {
            return deadLettered(
                    DeadLetterReason.RETRIES_EXHAUSTED,
                    "the report was not taken while the event mattered",
                    circle,
                    exhausted.get().attempts(),
                    exhausted.get().call());
        }
        return has(results, MemberResult.Accepted.class)
                ? forwarded(results, dryRun)
                : new Disposition.Skipped(skipReason(results));
    }

    private static Disposition forwarded(List<MemberResult> results, boolean dryRun) {
        int attempts = 0;
        List<String> requestIds = new ArrayList<>(1);
        for (MemberResult result : results) {
            if (result instanceof MemberResult.Accepted accepted) {
                attempts = Math.max(attempts, accepted.attempts());
                requestIds.add(accepted.call().map(CallFacts::requestId).orElse(""));
            }
        }
        return new Disposition.Forwarded(dryRun, attempts, requestIds);
    }

    private static SkipReason skipReason(List<MemberResult> results) {
        SkipReason first = null;
        for (MemberResult result : results) {
            if (result instanceof MemberResult.Skipped skipped) {
                if (skipped.reason() == SkipReason.DUPLICATE) {
                    return SkipReason.DUPLICATE;
                }
                first = first == null ? skipped.reason() : first;
            }
        }
        return first == null ? SkipReason.NOT_A_MEMBER : first;
    }

    private static Disposition deadLettered(
            DeadLetterReason reason, String explanation, String circle, int attempts, Optional<CallFacts> call) {
        String note = call.map(facts -> ": " + facts.note()).orElse("");
        return new Disposition.DeadLettered(reason, explanation + note, circle, attempts, call);
    }

    private static boolean has(List<MemberResult> results, Class<? extends MemberResult> kind) {
        return first(results, kind).isPresent();
    }

    private static <T extends MemberResult> Optional<T> first(List<MemberResult> results, Class<T> kind) {
        for (MemberResult result : results) {
            if (kind.isInstance(result)) {
                return Optional.of(kind.cast(result));
            }
        }
        return Optional.empty();
    }
}
