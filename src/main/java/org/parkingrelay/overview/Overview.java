package org.parkingrelay.overview;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.binding.CatchUp;
import org.parkingrelay.circle.Lane;
import org.parkingrelay.circle.Lanes;
import org.parkingrelay.intake.AdmissionGate;
import org.parkingrelay.intake.Windows;
import org.parkingrelay.outcome.OutcomeState;
import org.parkingrelay.overview.RelayView.Outcomes;
import org.parkingrelay.overview.RelayView.StoreTrouble;
import org.parkingrelay.store.StoreStep;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.wechatpay.WeChatPay;

/** Looks at this relay from all sides. */
public final class Overview {

    private final Who who;
    private final Parts parts;
    private final FlowMeter flows;
    private final GroupLags lags;
    private final Clock clock;

    /**
     * Which relay it is.
     *
     * @param pod the name of the machine
     */
    public record Who(String version, String pod, boolean isDryRun) {}

    /** What is looked at. */
    public record Parts(
            AdmissionGate gate,
            Windows windows,
            Lanes lanes,
            WeChatPay wechatpay,
            StoreWatch store,
            CatchUp catchUp,
            OutcomeState outcomes) {}

    public Overview(Who who, Parts parts, FlowMeter flows, GroupLags lags, Clock clock) {
        this.who = who;
        this.parts = parts;
        this.flows = flows;
        this.lags = lags;
        this.clock = clock;
    }

    /** How it is now. Blocks while Kafka is asked, for a few seconds at most. */
    public RelayView now() {
        return new RelayView(
                who.version(),
                who.pod(),
                clock.instant(),
                who.isDryRun(),
                flows.flows(System.nanoTime()),
                parts.gate().inFlight(),
                parts.gate().permits(),
                parts.windows().oldestUnsettledSeconds(),
                lags.now(),
                parts.lanes().all().stream().map(Lane::view).toList(),
                parts.wechatpay().hosts(),
                store(),
                parts.catchUp().missing(),
                new Outcomes(
                        parts.outcomes().topic(), parts.outcomes().failing().map(OutcomeState.Loss::tag)));
    }

    private List<StoreTrouble> store() {
        List<StoreTrouble> troubles = new ArrayList<>();
        for (StoreStep step : StoreStep.values()) {
            Optional<StoreWatch.Failing> failing = parts.store().failing(step);
            failing.ifPresent(state -> troubles.add(new StoreTrouble(step.tag(), state.reason(), state.since())));
        }
        return troubles;
    }

    /** The names of this relay's lanes. */
    public List<String> lanes() {
        return parts.lanes().all().stream().map(Lane::name).toList();
    }

    /** Which machine this relay is on. */
    public String pod() {
        return who.pod();
    }

    /**
     * Ends a pause of this relay's lanes; other pods have their own.
     *
     * @param circle whose pause ends; empty for the lane's
     * @return false where it was not paused; empty where there is no such lane
     */
    public Optional<Boolean> resume(String lane, Optional<String> circle) {
        return parts.lanes().all().stream()
                .filter(one -> one.name().equals(lane))
                .findFirst()
                .map(one -> one.resume(circle.orElse("")));
    }
}
