package org.parkingrelay.redrive;

import java.util.Optional;

/**
 * What somebody wants done.
 *
 * @param rate letters redriven in a second, at most; 1 to {@link #FASTEST}
 * @param canary after so many letters the job waits for a word; 0 for none
 * @param force also redrives a quarantined letter; only one, by name
 * @param reason in the words of who orders it; may be empty, but not to discard
 * @param difference to an edited letter's value; with {@link JobKind#EDIT} alone
 */
public record JobOrder(
        JobKind kind,
        Selection selection,
        int rate,
        int canary,
        boolean force,
        String reason,
        Optional<Difference> difference) {

    /** What one partition of the journal and one producer do without a sweat. */
    public static final int FASTEST = 10_000;

    /** What the relay forwards anyway while it catches up. */
    public static final int USUAL_RATE = 200;

    /** The longest reason. */
    public static final int LONGEST_REASON = 200;

    /** More are not named; a filter is for those. */
    public static final int MOST_NAMED = 1_000;

    /** Redrives at a rate. */
    public static JobOrder redrive(Selection selection, int rate, int canary, String reason) {
        return new JobOrder(JobKind.REDRIVE, selection, rate, canary, false, reason, Optional.empty());
    }

    /** Discards or restores, as fast as letters can be read. */
    public static JobOrder mark(JobKind kind, Selection selection, String reason) {
        return new JobOrder(kind, selection, FASTEST, 0, false, reason, Optional.empty());
    }
}
