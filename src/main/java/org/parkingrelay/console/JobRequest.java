package org.parkingrelay.console;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.redrive.JobKind;
import org.parkingrelay.redrive.JobOrder;

/**
 * Do something with these letters, or say what would be done.
 *
 * @param kind {@code redrive}, which is meant if it is missing, {@code discard} or {@code restore}
 * @param letters missing means all
 * @param rate letters in a second
 * @param canary after so many letters the job waits for a word
 * @param force also a quarantined letter; one by name
 * @param cursor of the preview before
 */
record JobRequest(
        @Nullable String kind,
        @Nullable MeantLetters letters,
        @Nullable Integer rate,
        @Nullable Integer canary,
        boolean force,
        @Nullable String reason,
        @Nullable String cursor)
        implements ApiRequest {

    /** The order that the request is. */
    JobOrder order() {
        JobKind known = JobKind.tagged(kind == null ? JobKind.REDRIVE.tag() : kind)
                .filter(one -> one != JobKind.EDIT)
                .orElseThrow(() -> ProblemException.field(
                        "kind", "is none that is known; expected are redrive, discard and restore"));
        MeantLetters meant = letters == null
                ? new MeantLetters(null, null, null, null, null, null, null, null, null, null, null, null, null)
                : letters;
        int fastest = known.writes() ? JobOrder.USUAL_RATE : JobOrder.FASTEST;
        return new JobOrder(
                known,
                meant.selection(),
                rate == null ? fastest : rate,
                canary == null ? 0 : canary,
                force,
                reason == null ? "" : reason.strip(),
                Optional.empty());
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "JobRequest[hidden]";
    }
}
