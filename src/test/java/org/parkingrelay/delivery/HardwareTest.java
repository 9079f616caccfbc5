package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.delivery.DeliveryKit.NOW;
import static org.parkingrelay.delivery.DeliveryKit.PLATE;
import static org.parkingrelay.delivery.DeliveryKit.passage;
import static org.parkingrelay.event.Direction.IN;
import static org.parkingrelay.event.Direction.OUT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.PassageEvent;

/** What gates really do: forget exits, repeat, keep events for hours, stand inside the car park, have wrong clocks. */
class HardwareTest {

    private static final Disposition FORWARDED = new Disposition.Forwarded(false);

    private final DeliveryKit kit = new DeliveryKit();

    @BeforeEach
    void bind() {
        kit.bind(PLATE, "oMember");
    }

    private static Instant ago(int minutes) {
        return Instant.parse(NOW).minus(Duration.ofMinutes(minutes));
    }

    @Test
    void a_second_entry_without_an_exit_is_a_new_stay() {
        assertThat(kit.deliver(passage("e-1", IN, ago(90)))).isEqualTo(FORWARDED);
        assertThat(kit.deliver(passage("e-2", IN, ago(10)))).isEqualTo(FORWARDED);

        assertThat(kit.told()).containsExactly("oMember IN", "oMember IN");
    }

    @Test
    void an_exit_without_an_entry_is_told() {
        assertThat(kit.deliver(passage("e-1", OUT, ago(10)))).isEqualTo(FORWARDED);

        assertThat(kit.told()).containsExactly("oMember OUT");
    }

    @Test
    void a_gate_inside_the_car_park_changes_nothing() {
        kit.deliver(passage("e-1", IN, ago(30)));
        for (Direction direction : Direction.values()) {
            PassageEvent outer = passage("e-" + direction, direction, ago(20));
            PassageEvent inner = new PassageEvent(
                    outer.eventId(),
                    outer.lotId(),
                    direction,
                    outer.plate(),
                    outer.occurredAt(),
                    outer.kind(),
                    outer.supersedes(),
                    Boundary.INNER,
                    outer.laneId(),
                    outer.replayed());
            assertThat(kit.deliver(inner)).isEqualTo(new Disposition.Skipped(SkipReason.INNER_GATE));
        }
        kit.deliver(passage("e-2", OUT, ago(10)));

        assertThat(kit.told()).containsExactly("oMember IN", "oMember OUT");
    }

    @Test
    void a_lane_whose_clock_is_eight_hours_ahead_needs_a_person() {
        assertThat(kit.deliver(passage("e-1", IN, ago(-8 * 60))))
                .isInstanceOfSatisfying(
                        Disposition.DeadLettered.class,
                        dead -> assertThat(dead.reason()).isEqualTo(DeadLetterReason.FUTURE_TIME));
        assertThat(kit.told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_buffer_that_is_sent_in_any_order_and_twice_ends_in_the_last_state(long seed) {
        List<PassageEvent> buffer = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            buffer.add(passage("e-" + i, i % 2 == 0 ? IN : OUT, ago(120 - i * 10)));
        }
        buffer.addAll(List.copyOf(buffer));
        Collections.shuffle(buffer, new Random(seed));

        buffer.forEach(kit::deliver);

        List<String> told = kit.told();
        assertThat(told.get(told.size() - 1)).isEqualTo("oMember OUT");
    }
}
