package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * Who bound this plate?
 *
 * @param circle the circle's configured name; or instead
 * @param appId the app id that the members are known by
 * @param plateNumber as people or cameras write it
 * @param reveal whether plate and openids are shown as they are
 */
public record FindRequest(
        @Nullable String circle,
        @Nullable String appId,
        @Nullable String plateNumber,
        boolean reveal) implements ApiRequest {

    /** Hides whom it is about. */
    @Override
    public String toString() {
        return "FindRequest[hidden]";
    }
}
