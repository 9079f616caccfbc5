package org.parkingrelay.console;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.redrive.JobKind;
import org.parkingrelay.redrive.JobOrder;
import org.parkingrelay.redrive.Selection;

/**
 * Do something with these letters, or say what would be done.
 *
 * @param kind {@code redrive}, which is meant if it is missing, {@code discard} or {@code restore}
 * @param ids names of letters, such as {@code 0-1234}; or instead
 * @param filter which ones; with neither all, and where it names no states, letters of any
 * @param rate letters in a second
 * @param canary after so many letters the job waits for a word
 * @param force also a quarantined letter; one by name
 * @param reason in the user's words; needed to discard
 * @param cursor of the preview before
 */
public record JobRequest(
        @Nullable String kind,
        @Nullable List<@Nullable String> ids,
        @Nullable FilterRequest filter,
        @Nullable Integer rate,
        @Nullable Integer canary,
        boolean force,
        @Nullable String reason,
        @Nullable String cursor)
        implements ApiRequest {

    /**
     * The order that the request is.
     *
     * @throws ProblemException where a field is wrong
     */
    public JobOrder order() {
        JobKind known = JobKind.tagged(kind == null ? JobKind.REDRIVE.tag() : kind)
                .filter(one -> one != JobKind.EDIT)
                .orElseThrow(() -> ProblemException.field(
                        "kind", "is none that is known; expected are redrive, discard and restore"));
        int usual = known.writes() ? JobOrder.USUAL_RATE : JobOrder.FASTEST;
        return new JobOrder(
                known,
                selection(),
                rate == null ? usual : rate,
                canary == null ? 0 : canary,
                force,
                reason == null ? "" : reason.strip(),
                Optional.empty());
    }

    private Selection selection() {
        if (ids != null) {
            if (filter != null) {
                throw ProblemException.field("filter", "stands beside ids; expected is one of the two");
            }
            return Selection.of(LetterNames.of(ids));
        }
        return Selection.of(
                filter == null ? LetterFilter.ALL : filter.ofAnyState().toFilter());
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "JobRequest[hidden]";
    }
}
