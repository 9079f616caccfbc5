package org.parkingrelay.intake;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Counts dispositions. All are there from the start and at zero, so that an alert on a counter's growth sees its first step.
 * Thread-safe.
 */
final class DispositionCounts {

    private final RelayMeter meter;
    private final Meters meters;
    /** What most come to, found without a look-up. */
    private final Map<SkipReason, Counter> skipped = new EnumMap<>(SkipReason.class);

    DispositionCounts(RelayMeter meter, Meters meters) {
        this.meter = meter;
        this.meters = meters;
        counter(new Disposition.Forwarded(false));
        for (SkipReason reason : SkipReason.values()) {
            skipped.put(reason, counter(new Disposition.Skipped(reason)));
        }
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            counter(Disposition.DeadLettered.uncalled(reason, ""));
        }
        for (DeferReason reason : DeferReason.values()) {
            counter(new Disposition.Deferred(reason, 0, false));
        }
    }

    private Counter counter(Disposition disposition) {
        return meters.counter(meter, disposition.tag(), disposition.reasonTag());
    }

    void count(Disposition disposition) {
        count(disposition, 1);
    }

    /** Some that came to the same. */
    void count(Disposition disposition, int times) {
        Counter counter = disposition instanceof Disposition.Skipped of
                ? Objects.requireNonNull(skipped.get(of.reason()))
                : counter(disposition);
        counter.increment(times);
    }
}
