package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * Dead letters by their cause.
 *
 * @param filter which ones; where null, all open ones
 * @param cursor the {@code next} of the answer before
 */
public record GroupsRequest(
        @Nullable FilterRequest filter, @Nullable String cursor) implements ApiRequest {

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "GroupsRequest[hidden]";
    }
}
