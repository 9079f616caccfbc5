package org.parkingrelay.store;

import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** Sees each step of the store end, and tells of outages once: in the log, as meters, and to who asks. Thread-safe. */
public final class StoreWatch {

    private static final Logger LOG = Logger.getLogger(StoreWatch.class);

    /** So long no step may fail before an outage counts as over: of a cluster, a part may be away and the rest answer. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** What waits for the store asks more often than this; where nobody asks, nobody knows. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(15);

    private final Clock clock;
    private final Meters meters;
    private final Map<StoreStep, Timer> answered = new EnumMap<>(StoreStep.class);
    private final Map<StoreStep, AtomicReference<@Nullable Failing>> failing = new EnumMap<>(StoreStep.class);

    /**
     * A step of the store that fails now.
     *
     * @param since when it began to
     * @param last when it last did
     * @param isAnswered whether it was answered since then
     * @param reason why, when it began to; see {@link StoreFault}
     */
    public record Failing(Instant since, Instant last, boolean isAnswered, String reason) {

        private boolean isOver(Instant now) {
            return !now.isBefore(last.plus(isAnswered ? QUIET : FORGOTTEN));
        }
    }

    public StoreWatch(Clock clock, Meters meters) {
        this.clock = clock;
        this.meters = meters;
        for (StoreStep step : StoreStep.values()) {
            answered.put(step, meters.timer(RelayMeter.STORE_ANSWERS, step.tag()));
            failing.put(step, new AtomicReference<>());
            meters.gauge(RelayMeter.STORE_FAILING, () -> secondsFailing(step), step.tag());
        }
    }

    private long secondsFailing(StoreStep step) {
        // At least 1, so that an outage shows in its first second.
        return failing(step)
                .map(state -> Math.max(
                        1, Duration.between(state.since(), clock.instant()).toSeconds()))
                .orElse(0L);
    }

    /** Takes down how a step ends. */
    public <T> CompletionStage<T> watch(StoreStep step, CompletionStage<T> answer) {
        long start = System.nanoTime();
        return answer.whenComplete((result, failure) -> ended(step, start, failure));
    }

    /**
     * Takes down that a step has ended.
     *
     * @param start of the step, by {@link System#nanoTime}
     * @param failure null where it succeeded
     */
    void ended(StoreStep step, long start, @Nullable Throwable failure) {
        if (failure == null || isAnswer(failure)) {
            answered(step, System.nanoTime() - start);
        } else {
            failed(step, StoreFault.of(failure));
        }
    }

    /** Said of one key, or of a script that is then sent in full: the store is well. */
    private static boolean isAnswer(Throwable failure) {
        return RedisLink.isError(failure, "NOSCRIPT") || RedisLink.isError(failure, "WRONGTYPE");
    }

    private void answered(StoreStep step, long nanos) {
        timerOf(step).record(nanos, TimeUnit.NANOSECONDS);
        AtomicReference<@Nullable Failing> state = stateOf(step);
        Failing before = state.get();
        if (before == null) {
            return;
        }
        if (clock.instant().isBefore(before.last().plus(QUIET))) {
            state.compareAndSet(before, new Failing(before.since(), before.last(), true, before.reason()));
        } else if (state.compareAndSet(before, null)) {
            LogLine.with(LogKey.STEP, step.tag()).log(LOG, Logger.Level.INFO, "The store answers again");
        }
    }

    private void failed(StoreStep step, String reason) {
        meters.counter(RelayMeter.STORE_FAILURES, step.tag(), reason).increment();
        Instant now = clock.instant();
        Failing before = stateOf(step)
                .getAndUpdate(known -> known == null || known.isOver(now)
                        ? new Failing(now, now, false, reason)
                        : new Failing(known.since(), now, false, known.reason()));
        if (before == null || before.isOver(now)) {
            LogLine.with(LogKey.STEP, step.tag())
                    .and(LogKey.REASON, reason)
                    .log(LOG, Logger.Level.WARN, "The store does not answer; what needs it waits");
        }
    }

    /** Whether a step fails now; empty where it is answered, or nobody has asked for some time. */
    public Optional<Failing> failing(StoreStep step) {
        Instant now = clock.instant();
        return Optional.ofNullable(stateOf(step).get()).filter(state -> !state.isOver(now));
    }

    private AtomicReference<@Nullable Failing> stateOf(StoreStep step) {
        return Objects.requireNonNull(failing.get(step));
    }

    private Timer timerOf(StoreStep step) {
        return Objects.requireNonNull(answered.get(step));
    }
}
