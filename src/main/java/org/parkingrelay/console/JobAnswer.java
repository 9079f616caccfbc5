package org.parkingrelay.console;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.redrive.Job;

/**
 * A job as people see it: without plates, and without what was looked for.
 *
 * @param selection which letters, in words
 * @param scanned of {@code total}
 * @param failed left open, since they could not be written, by reason
 */
public record JobAnswer(
        String id,
        String kind,
        String state,
        String who,
        String lastWho,
        Instant startedAt,
        Instant heardAt,
        @Nullable Instant endedAt,
        String selection,
        int rate,
        int canary,
        boolean force,
        String reason,
        long total,
        long scanned,
        long done,
        long skipped,
        long quarantined,
        Map<String, Long> failed) {

    /** Of what the journal has. */
    public static JobAnswer of(Job job) {
        return new JobAnswer(
                job.id(),
                job.order().kind().tag(),
                job.state().tag(),
                job.who(),
                job.lastWho(),
                job.startedAt(),
                job.heardAt(),
                job.endedAt().orElse(null),
                MeantInWords.of(job.order().selection()),
                job.order().rate(),
                job.order().canary(),
                job.order().force(),
                job.order().reason(),
                job.total(),
                job.counts().scanned(),
                job.counts().done(),
                job.counts().skipped(),
                job.counts().quarantined(),
                new TreeMap<>(job.counts().failed()));
    }
}
