package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.testing.MutableClock;

class LaneClocksTest {

    private final MutableClock clock = new MutableClock("2026-01-31T02:15:30Z");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LaneClocks clocks = new LaneClocks(clock, new Meters(registry));

    /** Cars of some plates pass the lane at once. */
    private void observe(String lot, String lane, Duration ahead, boolean replayed) {
        for (int car = 0; car < LaneClocks.PLATES_OF_A_LANE; car++) {
            observe(lot, lane, "粤B1234" + car, ahead, replayed);
        }
    }

    private void observe(String lot, String lane, String plate, Duration ahead, boolean replayed) {
        PassageEvent event = new PassageEvent(
                "e",
                lot,
                Direction.IN,
                PlateNormaliser.read(plate),
                clock.instant().plus(ahead),
                EventKind.PASSAGE,
                Optional.empty(),
                Boundary.OUTER,
                Optional.of(lane).filter(name -> !name.isEmpty()),
                replayed);
        clocks.observe(event, clock.millis(), clock.millis());
    }

    private void observe(String lane, Duration ahead) {
        observe("LOT-1", lane, ahead, false);
    }

    private double skew(String lot, String lane) {
        return registry.get(RelayMeter.GATE_CLOCK_SKEW.id())
                .tags("lot", lot, "lane", lane)
                .gauge()
                .value();
    }

    @Test
    void a_delay_on_the_way_is_not_taken_for_a_clock_that_is_behind() {
        observe("E1", Duration.ofSeconds(-2));
        observe("E1", Duration.ofSeconds(-90));

        assertThat(skew("LOT-1", "E1")).isEqualTo(-2);
    }

    @Test
    void each_lane_has_its_own_clock() {
        observe("E1", Duration.ofHours(8));
        observe("E2", Duration.ofMillis(-1500));
        observe("", Duration.ofSeconds(3));

        assertThat(skew("LOT-1", "E1")).isEqualTo(8 * 3600);
        assertThat(skew("LOT-1", "E2")).isEqualTo(-1.5);
        assertThat(skew("LOT-1", "none")).isEqualTo(3);
    }

    @Test
    void what_was_replayed_from_a_buffer_says_nothing_of_the_clock() {
        observe("LOT-1", "E1", Duration.ofHours(-7), true);

        assertThat(registry.find(RelayMeter.GATE_CLOCK_SKEW.id()).gauges()).isEmpty();
    }

    @Test
    void a_clock_that_was_set_right_shows_so_after_a_while() {
        observe("E1", Duration.ofHours(8));
        clock.advance(LaneClocks.SPAN);
        observe("E1", Duration.ofSeconds(-1));
        assertThat(skew("LOT-1", "E1")).isEqualTo(8 * 3600);

        clock.advance(LaneClocks.SPAN);
        observe("E1", Duration.ofSeconds(-1));
        assertThat(skew("LOT-1", "E1")).isEqualTo(-1);

        clock.advance(LaneClocks.SPAN.multipliedBy(2));
        assertThat(skew("LOT-1", "E1")).isNaN();
    }

    @Test
    void a_producer_that_makes_up_lanes_makes_no_more_than_a_thousand_series() {
        for (int i = 0; i < LaneClocks.MOST_LANES + 50; i++) {
            observe("lane-" + i, Duration.ofSeconds(i));
        }

        assertThat(registry.find(RelayMeter.GATE_CLOCK_SKEW.id()).gauges()).hasSize(LaneClocks.MOST_LANES + 1);
        assertThat(skew("other", "other")).isEqualTo(LaneClocks.MOST_LANES + 49);
    }

    @Test
    void what_only_one_car_passes_is_no_lane_and_may_be_its_plate() {
        for (int passage = 0; passage < 20; passage++) {
            observe("LOT-1", "VA12345", "粤B12345", Duration.ZERO, false);
            observe("LOT-1", "VA12345", "无牌车", Duration.ZERO, false);
            observe("13800138000", "oUpF8uMuAJOM2pxb1Q", "粤B54321", Duration.ZERO, false);
        }

        assertThat(registry.find(RelayMeter.GATE_CLOCK_SKEW.id()).gauges()).isEmpty();
    }

    @Test
    void a_plate_never_becomes_a_tag() {
        observe("粤B·12345", "粤B12345", Duration.ZERO, false);
        observe("LOT-1", "x".repeat(65), Duration.ZERO, false);
        observe("LOT-1", "东门入口", Duration.ZERO, false);

        assertThat(registry.find(RelayMeter.GATE_CLOCK_SKEW.id()).gauges())
                .extracting(Gauge::getId)
                .extracting(id -> id.getTag("lot") + " " + id.getTag("lane"))
                .containsExactlyInAnyOrder("other other", "LOT-1 other", "LOT-1 东门入口");
    }
}
