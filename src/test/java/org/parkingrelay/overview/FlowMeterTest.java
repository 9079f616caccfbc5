package org.parkingrelay.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.parkingrelay.overview.RelayView.Flow;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

class FlowMeterTest {

    private static final long START = 1_000_000_000_000L;

    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final FlowMeter flows = new FlowMeter(false, meters, (wait, action) -> {});

    private void events(String disposition, String reason, int times) {
        meters.counter(RelayMeter.INTAKE_EVENTS, disposition, reason).increment(times);
    }

    private static long after(int seconds) {
        return START + TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void what_came_is_told_by_the_second_and_what_did_not_is_left_out() {
        events("forwarded", "none", 1_000);
        flows.take(START);
        events("forwarded", "none", 20);
        events("skipped", "not_a_member", 200);

        assertThat(flows.flows(after(10)))
                .containsExactly(new Flow("skipped", "not_a_member", 20), new Flow("forwarded", "none", 2));
    }

    @Test
    void only_the_last_minute_counts() {
        flows.take(START);
        events("dead_lettered", "invalid", 500);
        for (int i = 1; i <= 13; i++) {
            flows.take(after(5 * i));
        }
        events("deferred", "busy", 60);

        assertThat(flows.flows(after(65))).containsExactly(new Flow("deferred", "busy", 1));
    }

    @Test
    void before_the_first_look_nothing_is_known() {
        assertThat(flows.flows(START)).isEmpty();
    }
}
