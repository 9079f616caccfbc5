package org.parkingrelay.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.Retrying.Tried;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;
import org.parkingrelay.wechatpay.ParkingReport;
import org.parkingrelay.wechatpay.ReportSender;

/** Sends a report until WeChat Pay takes or rejects it, and tells people when a merchant's reports are no longer taken. */
public final class Reporting {

    private static final Logger LOG = Logger.getLogger(Reporting.class);
    /** So many failures in a row are no longer one member's bad luck. */
    private static final int WORTH_A_WARNING = 5;

    private final ReportSender sender;
    private final Retrying retrying;
    private final Meters meters;
    private final Map<String, AtomicInteger> failuresInARow = new ConcurrentHashMap<>();

    public Reporting(ReportSender sender, Retrying retrying, Meters meters) {
        this.sender = sender;
        this.retrying = retrying;
        this.meters = meters;
    }

    /**
     * Sends a report and repeats it while its outcome may change.
     *
     * @param report made anew for each attempt
     * @param until no further attempt begins from here on
     */
    CompletionStage<Tried<Outcome>> untilTaken(Circle circle, Supplier<ParkingReport> report, Instant until) {
        return retrying.run(
                attempt -> sender.send(circle.credential(), report.get()).whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        note(circle, outcome, attempt);
                    } else {
                        tellFault(circle, failure, attempt);
                    }
                }),
                outcome -> outcome.kind().isTriedAgain(),
                until);
    }

    private static void tellFault(Circle circle, Throwable failure, int attempt) {
        LogLine.with(LogKey.FAULT, failure.getClass().getName())
                .and(LogKey.CIRCLE, circle.name())
                .and(LogKey.ATTEMPT, attempt)
                .log(LOG, Logger.Level.ERROR, "A fault of the relay kept a report from being sent; it is tried again");
    }

    private void note(Circle circle, Outcome outcome, int attempt) {
        AtomicInteger inARow = failuresInARow.computeIfAbsent(circle.credential(), name -> new AtomicInteger());
        if (!outcome.kind().isTriedAgain()) {
            if (inARow.getAndSet(0) >= WORTH_A_WARNING) {
                line(circle, outcome, attempt).log(LOG, Logger.Level.INFO, "WeChat Pay answers this credential again");
            }
            return;
        }
        meters.counter(RelayMeter.DELIVERY_RETRIES, outcome.kind().tag()).increment();
        boolean isOutage = inARow.incrementAndGet() == WORTH_A_WARNING;
        line(circle, outcome, attempt)
                .log(
                        LOG,
                        isOutage ? Logger.Level.WARN : Logger.Level.DEBUG,
                        isOutage
                                ? "WeChat Pay does not take this credential's reports; they wait and are tried again"
                                : "Report not taken, will be tried again");
    }

    private static LogLine line(Circle circle, Outcome outcome, int attempt) {
        CallFacts facts = outcome.facts();
        return LogLine.with(LogKey.CIRCLE, circle.name())
                .and(LogKey.CREDENTIAL, circle.credential())
                .and(LogKey.OUTCOME, outcome.kind().tag())
                .and(LogKey.ATTEMPT, attempt)
                .and(LogKey.STATUS, facts.status())
                .and(LogKey.CODE, facts.code())
                .and(LogKey.REQUEST_ID, facts.requestId())
                .and(LogKey.HOST, facts.host())
                .and(LogKey.NOTE, facts.note());
    }
}
