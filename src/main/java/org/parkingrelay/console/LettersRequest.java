package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * Dead letters, newest first.
 *
 * @param filter which ones; where null, all open ones
 * @param limit how many at most, 1 to 200; where null, 50
 * @param cursor the {@code next} of the answer before
 * @param reveal whether plates and openids are wanted; needs the role admin
 */
public record LettersRequest(
        @Nullable FilterRequest filter,
        @Nullable Integer limit,
        @Nullable String cursor,
        boolean reveal) implements ApiRequest {

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "LettersRequest[hidden]";
    }
}
