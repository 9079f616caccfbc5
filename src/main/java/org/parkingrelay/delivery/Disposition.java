package org.parkingrelay.delivery;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.wechatpay.CallFacts;

/**
 * What became of a record. Every record ends in exactly one, and is settled by it:
 *
 * <pre>
 *   forwarded      settled
 *   skipped        settled
 *   dead-lettered  copied to the dead-letter topic, then settled
 *   deferred       copied to the retry topic, then settled; the copy is a record with an end of its own
 *   left           not settled: whoever gets the partition next reads the record again
 * </pre>
 */
public sealed interface Disposition {

    /**
     * WeChat Pay took the report of every member concerned.
     *
     * @param dryRun whether it was only pretended
     * @param attempts calls of WeChat Pay, of the member that took most
     * @param requestIds WeChat Pay's name of the call that it took, for each member that it was told of now; empty where it gave none
     */
    record Forwarded(boolean dryRun, int attempts, List<String> requestIds) implements Disposition {

        public Forwarded {
            requestIds = List.copyOf(requestIds);
        }

        /** One of whose calls nothing is known. */
        public Forwarded(boolean dryRun) {
            this(dryRun, 0, List.of());
        }

        @Override
        public String tag() {
            return "forwarded";
        }

        @Override
        public String reasonTag() {
            return dryRun ? "dry_run" : "none";
        }
    }

    /** Nothing was to be reported. */
    record Skipped(SkipReason reason) implements Disposition {

        @Override
        public String tag() {
            return "skipped";
        }

        @Override
        public String reasonTag() {
            return reason.tag();
        }
    }

    /**
     * A person must look at it.
     *
     * @param explanation in plain words, which field and what was expected; never a value
     * @param circle the circle's name, empty where none was found
     * @param attempts calls of WeChat Pay, 0 where none was made
     * @param call the call that decided
     */
    record DeadLettered(
            DeadLetterReason reason, String explanation, String circle, int attempts, Optional<CallFacts> call)
            implements Disposition {

        /** A dead letter for which WeChat Pay was never called. */
        public static DeadLettered uncalled(DeadLetterReason reason, String explanation) {
            return new DeadLettered(reason, explanation, "", 0, Optional.empty());
        }

        /** The same, explained in other words. */
        public DeadLettered withExplanation(String words) {
            return new DeadLettered(reason, words, circle, attempts, call);
        }

        @Override
        public String tag() {
            return "dead_lettered";
        }

        @Override
        public String reasonTag() {
            return reason.tag();
        }
    }

    /**
     * Not now, but later.
     *
     * @param attempts calls of WeChat Pay so far, 0 where none was made
     * @param rejected whether the report of another member was rejected, which a person must hear of in the end
     */
    record Deferred(DeferReason reason, int attempts, boolean rejected) implements Disposition {

        @Override
        public String tag() {
            return "deferred";
        }

        @Override
        public String reasonTag() {
            return reason.tag();
        }
    }

    /** Unfinished, because the relay closes or the record's partition has been taken away. */
    record Left() implements Disposition {

        @Override
        public String tag() {
            return "left";
        }

        @Override
        public String reasonTag() {
            return "none";
        }
    }

    /** Lower case, as in metrics and logs. */
    String tag();

    /** The reason in lower case, {@code none} where there is none to tell. */
    String reasonTag();
}
