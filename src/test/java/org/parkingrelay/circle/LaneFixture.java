package org.parkingrelay.circle;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;

/** Lanes whose time a test moves. */
final class LaneFixture {

    static final Duration SECOND = Duration.ofSeconds(1);

    final MutableClock clock = new MutableClock("2026-03-01T02:00:00Z");
    final ManualTimer timer = new ManualTimer(clock);
    /** Another one at each call. */
    private int members;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Claim claim = new Claim();
    final Lanes lanes;

    LaneFixture(Map<String, Double> rates, int room) {
        lanes = new Lanes(rates, room, clock, timer, new Meters(registry));
    }

    static Circle circle(String name, String credential) {
        return new Circle(name, "wx1", 1000, Optional.empty(), credential);
    }

    CompletableFuture<Pass> enter(Circle circle) {
        return enter(circle, claim, Instant.MAX);
    }

    CompletableFuture<Pass> enter(Circle circle, Claim ofRecord, Instant until) {
        return lanes.of(circle).enter(circle, ofRecord, until).toCompletableFuture();
    }

    List<CompletableFuture<Pass>> enter(Circle circle, int times) {
        List<CompletableFuture<Pass>> passes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            passes.add(enter(circle));
        }
        return passes;
    }

    void tell(Circle circle, Verdict verdict) {
        tell(circle, verdict, "");
    }

    void tell(Circle circle, Verdict verdict, String code) {
        lanes.of(circle).tell(circle, verdict, code, members++);
    }

    void tell(Circle circle, Verdict verdict, int times) {
        for (int i = 0; i < times; i++) {
            tell(circle, verdict);
        }
    }

    LaneState state(Circle circle) {
        return lanes.of(circle).state();
    }

    static long gone(List<CompletableFuture<Pass>> passes) {
        return passes.stream()
                .filter(pass -> pass.getNow(Pass.ENDED) == Pass.GO)
                .count();
    }

    /** How many were told that there is no room. */
    static long full(List<CompletableFuture<Pass>> passes) {
        return passes.stream().filter(pass -> pass.getNow(Pass.GO) == Pass.FULL).count();
    }
}
