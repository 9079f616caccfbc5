package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * Redrive this letter with another value.
 *
 * @param id such as {@code 0-1234}
 * @param value all of it, as text
 * @param force also where it was redriven too often before
 */
record EditRequest(
        @Nullable String id,
        @Nullable String value,
        @Nullable String reason,
        boolean force) implements ApiRequest {

    /** Hides what is personal. */
    @Override
    public String toString() {
        return "EditRequest[hidden]";
    }
}
