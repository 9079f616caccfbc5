package org.parkingrelay.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of a run when it is judged, from the stand-in's ledger and from Kafka.
 *
 * @param published what was published, and where Kafka put it
 * @param accepted what the stand-in accepted, in that order
 * @param calls how long each call was open
 * @param deadLetters all that is in the dead-letter topic
 * @param retries all that is in the retry topic
 * @param snapshots what was committed when a relay was killed
 * @param stops when a relay was stopped, and until its calls from before can have ended
 * @param disruptions how often something broke because of which a report may be made twice
 * @param endedAt when all was over
 * @param recovery how long after the last fault everything was settled; empty where it was not
 */
record Evidence(
        List<Published> published,
        List<Accepted> accepted,
        List<Call> calls,
        List<Kept> deadLetters,
        List<Kept> retries,
        List<Snapshot> snapshots,
        List<Stop> stops,
        int disruptions,
        Instant endedAt,
        Optional<Duration> recovery) {

    record Published(Workload.Planned planned, int partition, long offset, Instant sentAt) {}

    /**
     * A report that the stand-in accepted.
     *
     * @param spoilt whether the answer was then spoilt, so that the relay has to report again
     */
    record Accepted(String key, String state, Instant at, boolean spoilt, Instant acceptedAt) {}

    /**
     * How long a call was open.
     *
     * @param taken whether the stand-in changed its state; where not, the relay cannot always know
     */
    record Call(String key, Instant from, Instant to, boolean taken) {}

    /** A record of a topic of the relay's own. */
    record Kept(int partition, long offset, Bytes bytes, String reason) {}

    record Stop(Instant from, Instant to) {}

    /**
     * What was committed, and then what was done: read in this order, so that work which goes on meanwhile proves no loss.
     *
     * @param when in words
     * @param committed by partition, of the source topic
     * @param retryCommitted by partition, of the retry topic
     * @param accepted how many reports were accepted
     * @param deadLetterEnds by partition
     * @param retryEnds by partition
     */
    record Snapshot(
            String when,
            Map<Integer, Long> committed,
            Map<Integer, Long> retryCommitted,
            int accepted,
            Map<Integer, Long> deadLetterEnds,
            Map<Integer, Long> retryEnds) {}
}
