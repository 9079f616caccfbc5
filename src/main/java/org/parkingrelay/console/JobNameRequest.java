package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * One job.
 *
 * @param job its id
 * @param cursor of the results before
 */
record JobNameRequest(@Nullable String job, @Nullable String cursor) implements ApiRequest {

    /** The id that must be there. */
    String id() {
        if (job == null) {
            throw ProblemException.field("job", "is missing; expected is the id of a job");
        }
        return job;
    }
}
