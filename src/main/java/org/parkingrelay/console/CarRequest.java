package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * She parked: why no points?
 *
 * @param plateNumber as people or cameras write it
 * @param day such as 2026-11-22, in China; absent for today
 * @param circle whose members are asked who bound the plate; absent for those of the events
 * @param cursor of the answer before, for the rest of it
 * @param everywhere whether to look where the car's events would not lie now, since the topic got partitions
 */
public record CarRequest(
        @Nullable String plateNumber,
        @Nullable String day,
        @Nullable String circle,
        @Nullable String cursor,
        boolean everywhere)
        implements ApiRequest {

    /** Hides whom it is about. */
    @Override
    public String toString() {
        return "CarRequest[hidden]";
    }
}
