package org.parkingrelay.delivery;

import java.time.Instant;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.event.Direction;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.state.Begin;
import org.parkingrelay.state.Candidate;
import org.parkingrelay.state.StateKey;
import org.parkingrelay.telemetry.Trace;
import org.parkingrelay.wechatpay.ParkingReport;
import org.parkingrelay.wechatpay.ParkingState;

/**
 * One member to be told of one event.
 *
 * @param boundAt when the member was last known to have bound the plate
 * @param until from here on it would be of no use
 * @param attempts calls that were made for the event before it came back
 * @param claim how long it may be worked on
 * @param trace of the event's record
 */
record Assignment(
        Circle circle,
        StateKey key,
        Candidate candidate,
        Instant boundAt,
        Instant until,
        int attempts,
        Claim claim,
        Trace trace) {

    /** Made for each attempt, because a gate's clock that is ahead must not make the time lie in the future. */
    ParkingReport report(Begin.Proceed proceed, Instant now) {
        return new ParkingReport(
                circle.subMchid(),
                key.brandId(),
                circle.appId(),
                key.openid(),
                key.plate(),
                proceed.direction() == Direction.IN ? ParkingState.IN : ParkingState.OUT,
                proceed.at().isBefore(now) ? proceed.at() : now);
    }
}
