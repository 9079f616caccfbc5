package org.parkingrelay.wechatpay;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Sends a parking report to WeChat Pay once; the seam behind which tests put an answer of their own. */
@FunctionalInterface
public interface ReportSender {

    /**
     * Sends a report.
     *
     * @param credential the configured name of the credential that signs it
     * @param notAfter nothing is sent after this instant: whoever asked may no longer have the right to
     * @return the outcome; the stage never fails
     */
    CompletionStage<Outcome> send(String credential, ParkingReport report, Instant notAfter);
}
