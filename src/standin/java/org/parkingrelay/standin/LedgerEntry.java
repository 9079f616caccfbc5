package org.parkingrelay.standin;

import java.time.Instant;

/**
 * One request and what the stand-in did with it.
 *
 * @param number from 1, in the order in which requests came
 * @param receivedAt when it came
 * @param mchid who signed it, empty where that could not be read
 * @param body the text of its body
 * @param fields the body's fields, all empty where the body was refused
 * @param taken whether the stand-in changed its state, as WeChat Pay would have: also where the answer was then spoilt
 * @param answer the status and code, or the fault's name
 */
public record LedgerEntry(
        long number, Instant receivedAt, String mchid, String body, Fields fields, boolean taken, String answer) {

    /** The fields of a report, as text. */
    public record Fields(
            String subMchid,
            String brandId,
            String appId,
            String openid,
            String plateNumber,
            String state,
            String time) {

        static final Fields NONE = new Fields("", "", "", "", "", "", "");

        /** What the state belongs to: brand, member and car. */
        public String key() {
            return brandId + " " + openid + " " + plateNumber;
        }
    }
}
