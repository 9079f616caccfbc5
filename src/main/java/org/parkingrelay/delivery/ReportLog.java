package org.parkingrelay.delivery;

import org.jboss.logging.Logger;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;

/** What is said of single reports. That a merchant's reports are no longer taken at all is its lane's to say. */
final class ReportLog {

    private static final Logger LOG = Logger.getLogger(ReportLog.class);

    private ReportLog() {}

    static void fault(Circle circle, Throwable fault, int attempt) {
        LogLine.with(LogKey.FAULT, causeOf(fault))
                .and(LogKey.CIRCLE, circle.name())
                .and(LogKey.ATTEMPT, attempt)
                .log(LOG, Logger.Level.ERROR, "A fault of the relay kept a report from being sent; it is tried again");
    }

    static void storeFailed(Throwable failure) {
        LogLine.with(LogKey.FAULT, causeOf(failure))
                .log(LOG, Logger.Level.DEBUG, "The store did not answer; it is asked again");
    }

    static void notTaken(Circle circle, Outcome outcome, int attempt) {
        CallFacts facts = outcome.facts();
        LogLine.with(LogKey.CIRCLE, circle.name())
                .and(LogKey.CREDENTIAL, circle.credential())
                .and(LogKey.OUTCOME, outcome.kind().tag())
                .and(LogKey.ATTEMPT, attempt)
                .and(LogKey.STATUS, facts.status())
                .and(LogKey.CODE, facts.code())
                .and(LogKey.REQUEST_ID, facts.requestId())
                .and(LogKey.HOST, facts.host())
                .and(LogKey.NOTE, facts.note())
                .log(LOG, Logger.Level.DEBUG, "Report not taken, will be tried again");
    }

    /** The class only: messages may quote what was sent. */
    private static String causeOf(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getName();
    }
}
