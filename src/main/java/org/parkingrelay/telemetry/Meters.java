package org.parkingrelay.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registers and updates the meters of {@link RelayMeter}; the only place that talks to the registry. */
public final class Meters {

    private final MeterRegistry registry;
    /** A meter with its tag values found again by one look-up, since the registry's own builds tags each time. */
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    /** Compared by hand: what Java makes for records at their first use takes a fortieth of a second of a start. */
    private record Key(RelayMeter meter, String first, String second) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && meter == key.meter
                    && first.equals(key.first)
                    && second.equals(key.second);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * meter.hashCode() + first.hashCode()) + second.hashCode();
        }
    }

    /** Counters without tags are there from the start and at zero, so that an alert on one's growth sees its first step. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        for (RelayMeter meter : RelayMeter.values()) {
            if (meter.kind() == RelayMeter.Kind.COUNTER && meter.tags().isEmpty()) {
                counter(meter);
            }
        }
    }

    /** A counter without tags. */
    public Counter counter(RelayMeter meter) {
        return counter(meter, "", "");
    }

    /** A counter with one tag. */
    public Counter counter(RelayMeter meter, String tag) {
        return counter(meter, tag, "");
    }

    /** A counter with two tags; values of tags are lower case. */
    public Counter counter(RelayMeter meter, String first, String second) {
        return counters.computeIfAbsent(
                new Key(meter, first, second),
                key -> Counter.builder(meter.id())
                        .description(meter.description())
                        .tags(tags(key))
                        .register(registry));
    }

    /** A timer without tags. */
    public Timer timer(RelayMeter meter) {
        return timer(meter, "", "");
    }

    /** A timer with one tag. */
    public Timer timer(RelayMeter meter, String tag) {
        return timer(meter, tag, "");
    }

    /** A timer with two tags. */
    public Timer timer(RelayMeter meter, String first, String second) {
        return timers.computeIfAbsent(new Key(meter, first, second), key -> {
            Timer.Builder timer =
                    Timer.builder(meter.id()).description(meter.description()).tags(tags(key));
            if (meter.kind() == RelayMeter.Kind.HISTOGRAM) {
                timer.serviceLevelObjectives(RelayMeter.BOUNDS.toArray(Duration[]::new));
            }
            return timer.register(registry);
        });
    }

    /** A gauge that asks {@code value} whenever it is read. */
    public void gauge(RelayMeter meter, Supplier<Number> value) {
        gauge(meter, value, "", "");
    }

    /** A gauge with one tag. */
    public void gauge(RelayMeter meter, Supplier<Number> value, String tag) {
        gauge(meter, value, tag, "");
    }

    /** A gauge with two tags. */
    public void gauge(RelayMeter meter, Supplier<Number> value, String first, String second) {
        Gauge.builder(meter.id(), value)
                .description(meter.description())
                .tags(tags(new Key(meter, first, second)))
                .register(registry);
    }

    private static Tags tags(Key key) {
        return switch (key.meter().tags().size()) {
            case 0 -> Tags.empty();
            case 1 -> Tags.of(key.meter().tags().get(0), key.first());
            default ->
                Tags.of(
                        key.meter().tags().get(0),
                        key.first(),
                        key.meter().tags().get(1),
                        key.second());
        };
    }
}
