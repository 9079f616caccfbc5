package org.parkingrelay.console.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.circle.LaneView;
import org.parkingrelay.overview.RelayView;

/**
 * How this relay is.
 *
 * @param oldest how long the oldest unsettled record could have been worked on
 * @param lagTrouble why it cannot be told how far the groups are behind; empty where it can
 * @param filling what the store lacks before events are looked up; empty where nothing
 * @param outcomesTrouble why cars cannot be traced; empty where they can
 */
public record OverviewView(
        RelayView relay,
        Duration oldest,
        List<Flow> flows,
        String lagTrouble,
        List<LaneRow> lanes,
        String filling,
        String outcomesTopic,
        String outcomesTrouble) {

    /** So many events a second ended so. */
    public record Flow(String disposition, String reason, String perSecond) {}

    /**
     * A lane, or one of its circles that is paused for its own sake.
     *
     * @param circle empty for the lane itself
     * @param state lower case
     * @param reason why it does not flow; empty while it does
     * @param isPaused whether a person may end it
     */
    public record LaneRow(
            String lane,
            String circle,
            String state,
            String reason,
            @Nullable Instant since,
            String rate,
            int waiting,
            boolean isPaused) {}

    static OverviewView of(RelayView relay) {
        return new OverviewView(
                relay,
                Duration.ofSeconds(relay.oldestUnsettledSeconds()),
                relay.flows().stream()
                        .map(flow -> new Flow(
                                flow.disposition(),
                                flow.reason().toUpperCase(Locale.ROOT),
                                String.format(Locale.ROOT, "%.2f", flow.perSecond())))
                        .toList(),
                relay.lags().trouble().orElse(""),
                relay.lanes().stream().flatMap(lane -> rows(lane).stream()).toList(),
                relay.filling().orElse(""),
                relay.outcomes().topic().orElse(""),
                relay.outcomes().trouble().orElse(""));
    }

    private static List<LaneRow> rows(LaneView lane) {
        Optional<LaneView.Paused> pause = lane.pause();
        List<LaneRow> rows = new ArrayList<>();
        rows.add(new LaneRow(
                lane.name(),
                "",
                lane.state().name().toLowerCase(Locale.ROOT),
                lane.reason().map(Enum::name).orElse("").toLowerCase(Locale.ROOT),
                pause.map(LaneView.Paused::since).orElse(null),
                String.format(Locale.ROOT, "%.1f", lane.rate()),
                lane.waiting(),
                pause.isPresent()));
        lane.pausedCircles()
                .forEach((circle, paused) -> rows.add(new LaneRow(
                        lane.name(),
                        circle,
                        "paused",
                        paused.reason().name().toLowerCase(Locale.ROOT),
                        paused.since(),
                        "",
                        0,
                        true)));
        return rows;
    }
}
