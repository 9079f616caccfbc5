package org.parkingrelay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.circle.Lanes;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.retry.Waits;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.Trace;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;
import org.parkingrelay.wechatpay.ParkingReport;
import org.parkingrelay.wechatpay.ReportSender;

/**
 * What telling a member needs: the merchant's lane, what was told before, whether the binding still holds, the call, and the waits between attempts.
 *
 * @param backoff between calls of WeChat Pay
 * @param storeBackoff between questions to the store, which is near, and all events wait for it
 * @param budget how long one event is tried in place
 * @param lastCall how long before a lease ends the last call may begin
 */
public record Reporting(
        Lanes lanes,
        ReportedStates states,
        MemberLookup lookup,
        ReportSender sender,
        Backoff backoff,
        Backoff storeBackoff,
        Waits waits,
        Duration budget,
        Duration lastCall,
        Clock clock,
        Meters meters) {

    /** Sends a report once, as part of the trace of its event. */
    CompletionStage<Outcome> send(Assignment assignment, ParkingReport report, Instant notAfter) {
        String credential = assignment.circle().credential();
        if (assignment.trace() == Trace.NONE) {
            return sender.send(credential, report, notAfter);
        }
        Trace.Call call = assignment.trace().call(credential);
        return sender.send(credential, report, notAfter).thenApply(outcome -> {
            CallFacts facts = outcome.facts();
            call.end(outcome.kind().tag(), facts.host(), facts.status(), facts.code(), facts.requestId());
            return outcome;
        });
    }

    /** Tells one member, until it is told or something else is the better thing to do; never fails. */
    CompletionStage<MemberResult> tell(Assignment assignment) {
        return new MemberReport(assignment, this).run();
    }
}
