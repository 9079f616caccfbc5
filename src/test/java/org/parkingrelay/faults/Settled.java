package org.parkingrelay.faults;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is proven to be done, at the end or at some moment before: decides for each record whether it is settled. */
final class Settled {

    private final Map<String, Instant> latestAccepted = new HashMap<>();
    private final Set<Bytes> deadLetters = new HashSet<>();
    private final Set<Bytes> waiting = new HashSet<>();
    private final Instant endedAt;

    private Settled(List<Evidence.Accepted> accepted, Instant endedAt) {
        this.endedAt = endedAt;
        for (Evidence.Accepted report : accepted) {
            latestAccepted.merge(report.key(), report.at(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    static Settled atEnd(Evidence evidence) {
        Settled settled = new Settled(evidence.accepted(), evidence.endedAt());
        evidence.deadLetters().forEach(letter -> settled.deadLetters.add(letter.bytes()));
        return settled;
    }

    /** A copy that waits in the retry topic, not yet committed there, is as safe as the record itself. */
    static Settled at(Evidence.Snapshot snapshot, Evidence evidence) {
        Settled settled = new Settled(evidence.accepted().subList(0, snapshot.accepted()), evidence.endedAt());
        evidence.deadLetters().stream()
                .filter(letter -> letter.offset() < snapshot.deadLetterEnds().getOrDefault(letter.partition(), 0L))
                .forEach(letter -> settled.deadLetters.add(letter.bytes()));
        evidence.retries().stream()
                .filter(copy -> copy.offset() < snapshot.retryEnds().getOrDefault(copy.partition(), 0L))
                .filter(copy -> copy.offset() >= snapshot.retryCommitted().getOrDefault(copy.partition(), 0L))
                .forEach(copy -> settled.waiting.add(copy.bytes()));
        return settled;
    }

    boolean is(Workload.Planned planned) {
        return missing(planned).isEmpty();
    }

    /** What is not proven, in words; empty where the record is settled. */
    String missing(Workload.Planned planned) {
        Bytes bytes = planned.bytes();
        if (waiting.contains(bytes) || planned.fate() instanceof Fate.Skipped) {
            return "";
        }
        if (planned.fate() instanceof Fate.Dead dead) {
            return deadLetters.contains(bytes) ? "" : "no dead letter " + dead.reason();
        }
        Fate.Reported reported = (Fate.Reported) planned.fate();
        if (deadLetters.contains(bytes) || !reported.usefulUntil().isAfter(endedAt)) {
            return "";
        }
        for (String key : reported.keys()) {
            Instant latest = latestAccepted.get(key);
            if (latest == null || latest.isBefore(reported.occurredAt())) {
                return reported.state() + " of " + reported.occurredAt() + " for " + key
                        + (latest == null ? ": nothing accepted" : ": the latest accepted is of " + latest);
            }
        }
        return "";
    }
}
