package org.parkingrelay;

import java.util.List;
import org.parkingrelay.console.FilterRequest;
import org.parkingrelay.console.JobRequest;

/**
 * What the command is to do.
 *
 * @param filter which letters, where none are named
 * @param readsPlate whether their plate is on standard input
 * @param ids of letters
 * @param why in the words of who runs it
 * @param isDry whether it only says what it would do
 */
record RedriveTask(
        Kind kind,
        FilterRequest filter,
        boolean readsPlate,
        List<String> ids,
        int rate,
        int canary,
        String why,
        boolean isDry) {

    /** What there is to do. */
    enum Kind {
        START,
        CONTINUE,
        CANCEL
    }

    /** The same as the API's request. */
    JobRequest request(FilterRequest known) {
        return new JobRequest(
                null, ids.isEmpty() ? null : ids, ids.isEmpty() ? known : null, rate, canary, false, why, null);
    }
}
