package org.parkingrelay.overview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.circle.LaneView;
import org.parkingrelay.wechatpay.HostsView;

/**
 * One relay process at one moment. Other pods have lanes, rates and flows of their own; lags are the groups', so of all pods.
 *
 * @param version of the product
 * @param pod the name of the machine, which in Kubernetes is the pod's
 * @param isDryRun whether WeChat Pay is left out
 * @param flows events a second over the last minute, the most frequent first; none where nothing came
 * @param inFlight records taken and not yet settled
 * @param permits the most records in flight
 * @param oldestUnsettledSeconds how long the oldest unsettled record could have been worked on
 * @param lags how far the consumer groups are behind
 * @param lanes by name
 * @param store what it does not answer; nothing where all is well
 * @param filling what the store of members lacks before events are looked up; empty where nothing
 * @param outcomes whether cars can be traced
 */
public record RelayView(
        String version,
        String pod,
        Instant at,
        boolean isDryRun,
        List<Flow> flows,
        int inFlight,
        int permits,
        long oldestUnsettledSeconds,
        Lags lags,
        List<LaneView> lanes,
        HostsView hosts,
        List<StoreTrouble> store,
        Optional<String> filling,
        Outcomes outcomes) {

    public RelayView {
        flows = List.copyOf(flows);
        lanes = List.copyOf(lanes);
        store = List.copyOf(store);
    }

    /**
     * Events that ended alike.
     *
     * @param disposition as in the meters, such as {@code skipped}
     * @param reason likewise, {@code none} where there is none to tell
     */
    public record Flow(String disposition, String reason, double perSecond) {}

    /**
     * How far the groups are behind.
     *
     * @param topics one for each group and topic that it reads
     * @param trouble why it cannot be told; empty where it can
     */
    public record Lags(List<Lag> topics, Optional<String> trouble) {

        public Lags {
            topics = List.copyOf(topics);
        }
    }

    /**
     * One group at one topic.
     *
     * @param records that it has not committed, or all where it has committed none; the marks of transactions count
     */
    public record Lag(String group, String topic, long records) {}

    /**
     * A step that the store does not answer.
     *
     * @param step such as {@code lookup}
     * @param reason such as {@code timeout}
     */
    public record StoreTrouble(String step, String reason, Instant since) {}

    /**
     * The writing of outcomes.
     *
     * @param topic empty where it is switched off
     * @param trouble why nothing can be written, such as {@code no_topic}; empty where it can, or nothing came yet
     */
    public record Outcomes(Optional<String> topic, Optional<String> trouble) {}
}
