package org.parkingrelay.console.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.parkingrelay.console.JobAnswer;
import org.parkingrelay.redrive.Job;
import org.parkingrelay.redrive.JobState;

/**
 * A job, and what can be done about it.
 *
 * @param isStuck whether nobody has run it for a while
 */
public record JobView(
        JobAnswer job, List<Count> failed, boolean isOver, boolean isRunning, boolean isWaiting, boolean isStuck) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static JobView of(JobAnswer answer, Job job, Instant now) {
        boolean isRunning = job.state() == JobState.RUNNING;
        return new JobView(
                answer,
                Count.of(answer.failed()),
                job.state().isOver(),
                isRunning,
                !isRunning && !job.state().isOver(),
                isRunning && job.heardAt().plus(PATIENCE).isBefore(now));
    }
}
