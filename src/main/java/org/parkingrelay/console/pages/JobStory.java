package org.parkingrelay.console.pages;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.FateRequest;
import org.parkingrelay.console.JobAnswer;
import org.parkingrelay.console.OutcomeStep;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.console.RecordFates;
import org.parkingrelay.console.RecordsDesk;
import org.parkingrelay.redrive.Job;
import org.parkingrelay.redrive.Place;
import org.parkingrelay.redrive.Results;

/** What a job did, with what became of it since. */
@Singleton
class JobStory {

    /** A page is not kept waiting for longer; it can be asked for again. */
    private static final int MOST_SLICES = 5;

    private final RecordsDesk records;
    private final Clock clock;

    JobStory(RecordsDesk records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Where nobody knows what became of the copies, what the job did is shown all the same. */
    ResultsView of(String user, Job job, Results results, Words words) {
        List<String> places = results.all().stream()
                .flatMap(one -> one.place().stream())
                .map(Place::id)
                .toList();
        Map<String, OutcomeStep> fates = new HashMap<>();
        String problem = "";
        try {
            if (!places.isEmpty()) {
                fates.putAll(fates(user, job, places));
            }
        } catch (ProblemException e) {
            problem = words.of("results.untold");
        }
        List<ResultsView.Row> rows =
                results.all().stream().map(one -> row(one, fates, words)).toList();
        return new ResultsView(JobAnswer.of(job), rows, results.cursor().orElse(""), problem);
    }

    private static ResultsView.Row row(Results.Result one, Map<String, OutcomeStep> fates, Words words) {
        String place = one.place().map(Place::id).orElse("");
        OutcomeStep fate = fates.get(place);
        return new ResultsView.Row(
                one.letter().text(),
                place,
                one.failure(),
                fate == null ? "" : fate.disposition(),
                fate == null ? "" : words.language().of(fate.sentence()));
    }

    private Map<String, OutcomeStep> fates(String user, Job job, List<String> places) {
        Map<String, OutcomeStep> fates = new HashMap<>();
        @Nullable String cursor = null;
        for (int slice = 0; slice < MOST_SLICES; slice++) {
            RecordFates found = Visit.of(
                    records.fate(user, new FateRequest(places, job.startedAt().toString(), cursor)));
            found.events().forEach(event -> fates.put(event.record(), event.last()));
            Optional<String> next = found.cursor();
            if (next.isEmpty()) {
                break;
            }
            cursor = next.get();
        }
        return fates;
    }
}
