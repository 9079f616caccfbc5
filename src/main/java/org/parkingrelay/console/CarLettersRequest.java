package org.parkingrelay.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All dead letters of one car, oldest first.
 *
 * @param plateNumber the car's plate
 * @param states as in {@link FilterRequest}; where null or empty, all
 * @param limit how many at most, 1 to 200; where null, 50
 * @param cursor the {@code next} of the answer before
 * @param reveal whether plates are wanted; needs the role admin
 */
public record CarLettersRequest(
        @Nullable String plateNumber,
        @Nullable List<String> states,
        @Nullable Integer limit,
        @Nullable String cursor,
        boolean reveal)
        implements ApiRequest {

    /** Hides the car. */
    @Override
    public String toString() {
        return "CarLettersRequest[hidden]";
    }
}
