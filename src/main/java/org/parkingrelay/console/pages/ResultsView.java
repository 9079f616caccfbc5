package org.parkingrelay.console.pages;

import java.util.List;
import org.parkingrelay.console.JobAnswer;

/**
 * What a job did with each letter, and what became of it since.
 *
 * @param cursor where to go on; empty at the end
 */
public record ResultsView(JobAnswer job, List<Row> rows, String cursor, String problem) {

    /**
     * One letter.
     *
     * @param place of its copy
     * @param failure why there is none
     * @param fate what became of the copy; empty where nothing is known
     */
    public record Row(String letter, String place, String failure, String fate, String reason) {}
}
