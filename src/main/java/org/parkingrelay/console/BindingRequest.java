package org.parkingrelay.console;

import org.jspecify.annotations.Nullable;

/**
 * Bind this plate for this member, or unbind it.
 *
 * @param circle the circle's configured name; or instead
 * @param appId the app id that the member is known by
 * @param plateNumber as people or cameras write it
 * @param openid the member
 */
public record BindingRequest(
        @Nullable String circle,
        @Nullable String appId,
        @Nullable String plateNumber,
        @Nullable String openid) implements ApiRequest {

    /** Hides whom it is about. */
    @Override
    public String toString() {
        return "BindingRequest[hidden]";
    }
}
