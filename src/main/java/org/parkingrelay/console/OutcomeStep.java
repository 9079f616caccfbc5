package org.parkingrelay.console;

import java.util.List;
import java.util.Optional;

/**
 * What became of an event at one time.
 *
 * @param at with Beijing's offset, in milliseconds
 * @param disposition such as {@code forwarded}
 * @param reason such as {@code NOT_A_MEMBER}; empty for what was forwarded
 * @param attempts calls of WeChat Pay so far
 * @param dryRun whether WeChat Pay was left out
 * @param members how many WeChat Pay was told of
 * @param requestIds WeChat Pay's names of the calls
 * @param code WeChat Pay's, where it rejected
 * @param status of HTTP, 0 where there was no call to tell of
 * @param note of a dead letter
 * @param sentence the same in words
 * @param advice what to do about it, where there is something to do
 */
public record OutcomeStep(
        String at,
        String disposition,
        String reason,
        int attempts,
        boolean dryRun,
        int members,
        List<String> requestIds,
        String code,
        int status,
        String note,
        Told sentence,
        Optional<Told> advice) {

    public OutcomeStep {
        requestIds = List.copyOf(requestIds);
    }
}
