package org.parkingrelay.overview;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.overview.RelayView.Flow;
import org.parkingrelay.retry.Delayer;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** Events a second by what became of them, over the last minute: the meters, looked at every few seconds. Thread-safe. */
public final class FlowMeter {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int SAMPLES = 13;

    private record Sample(long nanos, List<Double> counts) {}

    private final List<Disposition> all;
    private final Meters meters;
    private final Delayer delayer;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * A meter that has not looked yet.
     *
     * @param isDryRun whether WeChat Pay is left out
     */
    public FlowMeter(boolean isDryRun, Meters meters, Delayer delayer) {
        this.all = Stream.of(
                        Stream.of(new Disposition.Forwarded(isDryRun)),
                        Stream.of(SkipReason.values()).map(Disposition.Skipped::new),
                        Stream.of(DeadLetterReason.values())
                                .map(reason -> Disposition.DeadLettered.uncalled(reason, "")),
                        Stream.of(DeferReason.values()).map(reason -> new Disposition.Deferred(reason, 0, false)))
                .<Disposition>flatMap(some -> some)
                .toList();
        this.meters = meters;
        this.delayer = delayer;
    }

    /** Looks from now on. */
    public FlowMeter start() {
        look();
        return this;
    }

    private void look() {
        take(System.nanoTime());
        delayer.after(INTERVAL, this::look);
    }

    /** Takes the counts of a moment. */
    synchronized void take(long nanos) {
        samples.addLast(new Sample(nanos, counts()));
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
    }

    private List<Double> counts() {
        return all.stream()
                .map(one -> meters.counter(RelayMeter.INTAKE_EVENTS, one.tag(), one.reasonTag())
                        .count())
                .toList();
    }

    /** Since the oldest look of the last minute; the most frequent first, and nothing of what did not come. */
    List<Flow> flows(long nanos) {
        Sample first;
        synchronized (this) {
            if (samples.isEmpty()) {
                return List.of();
            }
            first = samples.getFirst();
        }
        double seconds = Math.max(1, (nanos - first.nanos()) / 1e9);
        List<Double> now = counts();
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            double perSecond = (now.get(i) - first.counts().get(i)) / seconds;
            if (perSecond > 0) {
                flows.add(new Flow(all.get(i).tag(), all.get(i).reasonTag(), perSecond));
            }
        }
        flows.sort(Comparator.comparingDouble(Flow::perSecond).reversed());
        return flows;
    }
}
