package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.Foresight.Outlook;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.state.Begin;
import org.parkingrelay.state.Candidate;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.state.StateKey;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.Settings;
import org.parkingrelay.testing.StoreWatches;
import org.parkingrelay.testing.TestCircles;

class ForesightTest {

    private static final Instant NOW = Instant.parse("2026-01-31T02:15:30Z");
    private static final Plate PLATE =
            ((PlateReading.Legible) PlateNormaliser.read("粤B12345")).all().get(0);

    private final MutableClock clock = new MutableClock(NOW.toString());
    private final ReportedStates states = new ReportedStates(
            DryRun.states(clock, StoreWatches.any()),
            Optional.empty(),
            new ReportedStates.Limits(Duration.ofSeconds(60), Duration.ofSeconds(60)),
            "relay");
    private LookupResult found = new LookupResult.Found(PLATE, List.of(new Openid("oOne"), new Openid("oTwo")));

    private Outlook of(PassageEvent event) {
        MemberLookup lookup = (appId, plates) -> CompletableFuture.completedStage(found);
        return new Foresight(Settings.delivery(), TestCircles.read(), lookup, states, clock)
                .of(event)
                .toCompletableFuture()
                .join();
    }

    private static PassageEvent event(Instant occurredAt) {
        return new PassageEvent(
                "e-1",
                "LOT-1",
                Direction.IN,
                PlateNormaliser.read("粤B12345"),
                occurredAt,
                EventKind.PASSAGE,
                Optional.empty(),
                Boundary.OUTER,
                Optional.empty(),
                false);
    }

    private void told(String openid, Instant occurredAt) {
        StateKey key = new StateKey(1000, openid, PLATE.text());
        Candidate out = new Candidate(
                "LOT-1", "e-" + openid, Direction.OUT, occurredAt, 0, Optional.empty(), NOW.plusSeconds(99_999));
        Begin begun = states.begin("mall", key, out).toCompletableFuture().join();
        states.accepted(((Begin.Proceed) begun).lease()).toCompletableFuture().join();
    }

    @Test
    void an_event_is_superseded_when_each_member_was_told_something_later() {
        Instant passed = NOW.minusSeconds(600);
        assertThat(of(event(passed))).isEqualTo(Outlook.OPEN);

        told("oOne", passed.plusSeconds(60));
        assertThat(of(event(passed))).isEqualTo(Outlook.OPEN);
        told("oTwo", passed.plusSeconds(60));

        assertThat(of(event(passed))).isEqualTo(Outlook.SUPERSEDED);
        assertThat(of(event(passed.plusSeconds(120)))).isEqualTo(Outlook.OPEN);
    }

    @Test
    void an_event_of_another_day_is_expired_whatever_was_told() {
        assertThat(of(event(NOW.minus(Duration.ofDays(1))))).isEqualTo(Outlook.EXPIRED);
    }

    @Test
    void who_does_not_answer_leaves_it_unknown_and_a_stranger_leaves_it_open() {
        found = new LookupResult.Unavailable("timeout");
        assertThat(of(event(NOW))).isEqualTo(Outlook.UNKNOWN);

        found = new LookupResult.Absent();
        assertThat(of(event(NOW))).isEqualTo(Outlook.OPEN);
    }
}
