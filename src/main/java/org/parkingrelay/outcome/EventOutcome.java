package org.parkingrelay.outcome;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of an event at one time: a line of the outcomes' topic. Holds neither plate nor openid. Others may write to the topic
 * too, so it is shown and never acted on.
 *
 * @param at when it was so
 * @param event what it told; empty where it could not be read
 * @param disposition as in the meters: {@code forwarded}, {@code skipped}, {@code dead_lettered}, {@code deferred}
 * @param reason the name of a constant, such as {@code NOT_A_MEMBER}; empty for what was forwarded
 * @param circle the circle's name, empty where the car park has none
 * @param attempts calls of WeChat Pay so far, those of earlier tries included
 * @param isDryRun whether WeChat Pay was left out
 * @param members how many members WeChat Pay was told of
 * @param requestIds WeChat Pay's names of the calls that it took, or of the one that made a dead letter
 * @param code WeChat Pay's, of the call that made a dead letter; empty where there was none
 * @param status of HTTP, of the same call; 0 where there was none
 * @param note of a dead letter, in plain words
 * @param redrives how often its record was a dead letter before that was put back
 */
public record EventOutcome(
        Instant at,
        Optional<Passed> event,
        String disposition,
        String reason,
        String circle,
        int attempts,
        boolean isDryRun,
        SourceRecord source,
        int members,
        List<String> requestIds,
        String code,
        int status,
        String note,
        int redrives) {

    /** The tag of what WeChat Pay took. */
    static final String FORWARDED = "forwarded";

    public EventOutcome {
        requestIds = List.copyOf(requestIds);
    }

    boolean isForwarded() {
        return disposition.equals(FORWARDED);
    }

    /** When the car passed; where that is not known, when it became so. */
    public Instant time() {
        return event.map(Passed::occurredAt).orElse(at);
    }
}
