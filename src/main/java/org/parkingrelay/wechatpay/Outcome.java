package org.parkingrelay.wechatpay;

import java.util.Locale;

/**
 * The classified answer of one call. Closed: what WeChat Pay or the network does ends in one of these.
 *
 * @param kind what it means for the report
 * @param facts what is known of the call
 * @param mayHaveArrived whether WeChat Pay may have taken the report all the same, or may yet
 */
public record Outcome(Kind kind, CallFacts facts, boolean mayHaveArrived) {

    private static final int NOT_YET_PROCESSED = 202;

    /** The outcome of one call: it may have arrived where there is no answer that says otherwise. */
    public Outcome(Kind kind, CallFacts facts) {
        this(kind, facts, kind == Kind.IN_DOUBT || facts.status() == NOT_YET_PROCESSED || facts.status() / 100 == 5);
    }

    /** The outcome of a second call, where the first may have arrived. */
    Outcome after(Outcome first) {
        boolean arrived = mayHaveArrived || (first.mayHaveArrived && kind != Kind.ACCEPTED);
        return new Outcome(kind, facts, arrived);
    }

    /** What an outcome means, and what may be done about it. */
    public enum Kind {
        /** WeChat Pay took the report, and its response was verified. */
        ACCEPTED,
        /** WeChat Pay will not take this report, however often it is sent. */
        REJECTED,
        /** WeChat Pay refuses the merchant or its configuration: any report would be refused until that is mended. */
        REFUSED,
        /** Too many calls; none of them was taken. */
        THROTTLED,
        /** The report did not reach WeChat Pay or was not taken; another time it may be. */
        UNAVAILABLE,
        /** Nobody can say whether the report was taken: no response, or one that could not be verified. Safe to repeat. */
        IN_DOUBT;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** Lower case, as in metrics and logs. */
        public String tag() {
            return tag;
        }

        /** Whether the same report may be taken later. */
        public boolean isTriedAgain() {
            return this != ACCEPTED && this != REJECTED;
        }
    }
}
