package org.parkingrelay.console.pages;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.parkingrelay.console.JobAnswer;
import org.parkingrelay.redrive.Job;
import org.parkingrelay.redrive.Place;
import org.parkingrelay.redrive.Results;

/** What a job did, with what became of it since. */
@Singleton
class JobStory {

    private final Clock clock;

    JobStory(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    ResultsView of(Job job, Results results) {
        List<ResultsView.Row> rows = results.all().stream()
                .map(one -> new ResultsView.Row(
                        one.letter().text(), one.place().map(Place::id).orElse(""), one.failure(), "", ""))
                .toList();
        return new ResultsView(JobAnswer.of(job), rows, results.cursor().orElse(""), "");
    }
}
