package org.parkingrelay.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.redrive.Place;
import org.parkingrelay.redrive.Results;

/**
 * A part of what a job did.
 *
 * @param cursor where to go on; missing at the end
 */
public record ResultsAnswer(List<Result> results, @Nullable String cursor) {

    /**
     * What became of one letter.
     *
     * @param id of the letter
     * @param place of its copy, as topic-partition-offset; empty where there is none
     * @param failure why there is none; empty where nothing failed
     */
    public record Result(String id, String place, String failure) {}

    static ResultsAnswer of(Results results) {
        return new ResultsAnswer(
                results.all().stream()
                        .map(one -> new Result(
                                one.letter().text(), one.place().map(Place::id).orElse(""), one.failure()))
                        .toList(),
                results.cursor().orElse(null));
    }
}
