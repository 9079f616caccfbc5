package org.parkingrelay.redrive;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a job did so far.
 *
 * @param scanned letters looked at, meant or not, with the gaps between offsets
 * @param done redriven, discarded or restored
 * @param skipped meant, and redriven or discarded before
 * @param quarantined meant, and redriven too often before
 * @param failed meant, and could not be written, by reason: {@code no_source}, {@code no_topic}, {@code not_allowed}, {@code too_large},
 *     {@code refused}. They stay open
 */
public record Counts(long scanned, long done, long skipped, long quarantined, Map<String, Long> failed) {

    /** Nothing yet. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, Map.of());

    public Counts {
        failed = Map.copyOf(failed);
    }

    /** How many could not be written, for whatever reason. */
    public long failures() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    Counts plus(Counts more) {
        Map<String, Long> failures = new TreeMap<>(failed);
        more.failed.forEach((reason, count) -> failures.merge(reason, count, Long::sum));
        return new Counts(
                scanned + more.scanned,
                done + more.done,
                skipped + more.skipped,
                quarantined + more.quarantined,
                failures);
    }
}
