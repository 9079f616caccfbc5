package org.parkingrelay.delivery;

import java.util.Optional;

/**
 * What was tried before an event came back from the retry topic.
 *
 * @param attempts calls of WeChat Pay so far
 * @param reason why it was put aside the last time; empty where it comes for the first time
 * @param rejected whether the report of one of its members was rejected
 */
public record Past(int attempts, Optional<DeferReason> reason, boolean rejected) {

    /** An event that comes for the first time. */
    public static final Past NONE = new Past(0, Optional.empty(), false);

    /** Whether WeChat Pay was there for others of its merchant and did not take this one. */
    boolean isOwnFailure() {
        return attempts > 0
                && reason.filter(why -> why == DeferReason.UNAVAILABLE).isPresent();
    }
}
