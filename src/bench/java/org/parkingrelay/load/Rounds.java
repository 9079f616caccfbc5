package org.parkingrelay.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.parkingrelay.load.Load.Cost;

/** Batches of one relay in turns with the limits, and their medians. Ratios are of one round each, since the machine may change. */
final class Rounds {

    private static final int ROUNDS = 5;
    private static final int FORWARDED = 10_000;
    private static final int SKIPPED = 200_000;

    /** A second's work, so that what the relay does once in some seconds, for all who pass then, counts as often as it is done. */
    private static final int SKIPPED_COUNTING = 3 * SKIPPED;

    private final Load load;
    private final Limits limits;
    private final String topic;
    private final Map<Duration, List<Cost>> forwarded = new HashMap<>();
    private final List<Cost> skipped = new ArrayList<>();
    private final List<Double> signature = new ArrayList<>();
    private final List<Double> consumed = new ArrayList<>();

    /** Rounds at no latency of WeChat Pay, and at others. */
    Rounds(Load load, Limits limits, String topic, Duration... latencies) {
        this.load = load;
        this.limits = limits;
        this.topic = topic;
        forwarded.put(Duration.ZERO, new ArrayList<>());
        for (Duration latency : latencies) {
            forwarded.put(latency, new ArrayList<>());
        }
    }

    /** So long that the compiler has little left to do. */
    void warmUp(int batches) {
        for (int i = 0; i < batches; i++) {
            load.forward(FORWARDED, Duration.ZERO);
            load.skip(SKIPPED);
            limits.signature();
            limits.consumed(topic, SKIPPED);
        }
    }

    void run() {
        for (int i = 0; i < ROUNDS; i++) {
            signature.add(limits.signature());
            forwarded.forEach((latency, costs) -> costs.add(load.forward(FORWARDED, latency)));
            signature.add(limits.signature());
            // What members' events left in the heap is collected while strangers pass: with these, who do not count.
            load.skip(SKIPPED);
            consumed.add(limits.consumed(topic, SKIPPED));
            skipped.add(load.skip(SKIPPED_COUNTING));
            consumed.add(limits.consumed(topic, SKIPPED));
        }
    }

    /** Microseconds of CPU. */
    double signature() {
        return Page.median(signature);
    }

    /** Microseconds of CPU. */
    double consumed() {
        return Page.median(consumed);
    }

    /** Microseconds of CPU. */
    double skipped() {
        return Page.median(skipped.stream().map(Cost::cpuMicros).toList());
    }

    double skippedPerSecond() {
        return Page.median(skipped.stream().map(Cost::perSecond).toList());
    }

    /** Microseconds of CPU. */
    double forwarded(Duration latency) {
        return Page.median(costs(latency).stream().map(Cost::cpuMicros).toList());
    }

    double perSecond(Duration latency) {
        return Page.median(costs(latency).stream().map(Cost::perSecond).toList());
    }

    double forwardedToSignature() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ratios.add(costs(Duration.ZERO).get(i).cpuMicros() / around(signature, i));
        }
        return Page.median(ratios);
    }

    double consumedToSkipped() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ratios.add(around(consumed, i) / skipped.get(i).cpuMicros());
        }
        return Page.median(ratios);
    }

    /** The mean of a limit before and after a round. */
    private static double around(List<Double> limit, int round) {
        return (limit.get(2 * round) + limit.get(2 * round + 1)) / 2;
    }

    private List<Cost> costs(Duration latency) {
        return Objects.requireNonNull(forwarded.get(latency));
    }
}
