package org.parkingrelay.circle;

import java.util.List;
import org.jboss.logging.Logger;
import org.parkingrelay.circle.Standing.Change;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** Tells people of a lane: its meters, and a line for each pause and each resume, never for an event. */
final class LaneNotices {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final String credential;
    private final Meters meters;

    LaneNotices(String credential, Meters meters) {
        this.credential = credential;
        this.meters = meters;
    }

    /** Shows a lane's state, rate and waiters, and its pauses from zero, so that an alert sees the first. */
    void show(Lane lane) {
        for (PauseReason reason : PauseReason.values()) {
            meters.counter(RelayMeter.LANE_PAUSES, credential, reason.tag());
        }
        meters.gauge(RelayMeter.LANE_STATE, () -> lane.state().number(), credential);
        meters.gauge(RelayMeter.LANE_RATE, lane::rate, credential);
        meters.gauge(RelayMeter.LANE_WAITING, lane::waiting, credential);
    }

    /** Tells what changed by a verdict. */
    void tell(List<Change> changes, Verdict verdict, String code) {
        for (Change change : changes) {
            String reason = change.reason().tag();
            if (change.isPause()) {
                meters.counter(RelayMeter.LANE_PAUSES, credential, reason).increment();
            }
            LogLine.with(LogKey.CREDENTIAL, credential)
                    .and(LogKey.CIRCLE, change.circle())
                    .and(LogKey.REASON, reason)
                    .and(LogKey.OUTCOME, verdict.tag())
                    .and(LogKey.CODE, code)
                    .log(LOG, change.isPause() ? Logger.Level.WARN : Logger.Level.INFO, sentence(change));
        }
    }

    /** Tells what somebody changed. */
    void tellByHand(List<Change> changes) {
        for (Change change : changes) {
            LogLine.with(LogKey.CREDENTIAL, credential)
                    .and(LogKey.CIRCLE, change.circle())
                    .and(LogKey.REASON, change.reason().tag())
                    .log(
                            LOG,
                            Logger.Level.INFO,
                            "A user ended the pause; reports flow, until WeChat Pay refuses again");
        }
    }

    private static String sentence(Change change) {
        if (change.isPause()) {
            return change.isOfLane()
                    ? "WeChat Pay does not take this credential's reports; they wait while one a second is tried"
                    : "WeChat Pay does not take this circle's reports; they wait while one a second is tried";
        }
        return change.isOfLane()
                ? "WeChat Pay answers this credential again; its reports flow"
                : "WeChat Pay takes this circle's reports again; they flow";
    }
}
