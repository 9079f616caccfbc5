package org.parkingrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parkingrelay.telemetry.MonitoringFiles.Asked;

/**
 * Rules and dashboard ask for meters of the catalogue and for tags that these have. {@code ObservedRelayIT} holds the same against what a
 * relay shows.
 */
class MeterUseTest {

    /** What Prometheus, or its operator, puts on each series, and names of its own. */
    private static final Set<String> OF_THE_TARGET =
            Set.of("job", "instance", "namespace", "pod", "container", "alertname", "alertstate", "resource");

    /** Of Prometheus itself, of the kubelet and of kube-state-metrics; all others are the relay's own. */
    private static final Set<String> FROM_ELSEWHERE =
            Set.of("up", "ALERTS", "container_memory_working_set_bytes", "kube_pod_container_resource_limits");

    /** By libraries; {@code ObservedRelayIT} looks for each in a relay. */
    private static final List<String> OF_LIBRARIES = List.of("jvm_", "process_", "kafka_consumer_");

    /** What Prometheus shows of the catalogue, with the tags of each. */
    private static Map<String, Set<String>> catalogue() {
        Map<String, Set<String>> meters = new HashMap<>();
        for (RelayMeter meter : RelayMeter.values()) {
            String name = meter.id().replace('.', '_');
            List<String> suffixes = switch (meter.kind()) {
                case COUNTER -> List.of("_total");
                case GAUGE -> List.of("");
                case TIMER -> List.of("_seconds_count", "_seconds_sum", "_seconds_max");
                case HISTOGRAM -> List.of("_seconds_count", "_seconds_sum", "_seconds_max", "_seconds_bucket");
            };
            for (String suffix : suffixes) {
                Set<String> tags = new HashSet<>(meter.tags());
                if (suffix.equals("_seconds_bucket")) {
                    tags.add("le");
                }
                meters.put(name + suffix, tags);
            }
        }
        return meters;
    }

    /** What is wrong with an expression, in words. */
    private static List<String> flaws(Asked asked) {
        Map<String, Set<String>> catalogue = catalogue();
        Set<String> recorded = new HashSet<>();
        MonitoringFiles.rules().forEach(rule -> recorded.add(rule.path("record").asText()));
        List<String> flaws = new ArrayList<>();
        Set<String> labels = new HashSet<>(OF_THE_TARGET);
        boolean isOfLibraries = false;
        PromQl query = asked.read();
        for (PromQl.Selector selector : query.selectors()) {
            String meter = selector.meter();
            if (meter.startsWith("relay_")) {
                Set<String> tags = catalogue.getOrDefault(meter, Set.of());
                labels.addAll(tags);
                if (!catalogue.containsKey(meter)) {
                    flaws.add(meter + " is no meter");
                }
                selector.matchers().keySet().stream()
                        .filter(label -> !tags.contains(label) && !OF_THE_TARGET.contains(label))
                        .forEach(label -> flaws.add(meter + " has no tag " + label));
            } else if (OF_LIBRARIES.stream().anyMatch(meter::startsWith)) {
                isOfLibraries = true;
            } else if (!recorded.contains(meter) && !FROM_ELSEWHERE.contains(meter)) {
                flaws.add(meter + " is nobody's");
            }
        }
        if (query.selectors().isEmpty() && !asked.expression().isEmpty()) {
            flaws.add("asks for nothing");
        }
        if (!isOfLibraries) {
            Stream.concat(query.groupings().stream(), asked.shown().stream())
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> flaws.add("nothing here has the tag " + label));
        }
        asked.shown().stream()
                .filter(label ->
                        !query.groupings().contains(label) && !query.groupings().isEmpty())
                .forEach(label -> flaws.add(label + " is shown and not grouped by"));
        return flaws.stream().map(flaw -> asked.where() + ": " + flaw).toList();
    }

    @Test
    void rules_and_dashboard_ask_only_for_what_there_is() {
        List<Asked> asked = MonitoringFiles.asked();

        assertThat(asked).hasSizeGreaterThan(80);
        assertThat(asked.stream().flatMap(one -> flaws(one).stream())).isEmpty();
    }

    @Test
    void what_there_is_not_is_found() {
        List<String> wrong = List.of(
                "rate(relay_intake_record_total[5m])",
                "sum by (lane) (relay_lane_state)",
                "relay_lane_state{circle=\"mall\"}",
                "relay_delivery_latency_seconds_bucket{quantile=\"0.99\"}",
                "histogram_quantile(0.9, sum by (le) (rate(relay_store_answers_seconds_bucket[5m])))",
                "relay_intake_window > on (job) group_left relay_intake_windows",
                "relay:delivery_late:ratio_rate2h",
                "node_load1");

        assertThat(wrong)
                .allSatisfy(expression -> assertThat(flaws(new Asked("here", expression, List.of())))
                        .isNotEmpty());
        assertThat(flaws(new Asked("here", "sum by (job) (relay_lane_state)", List.of("credential"))))
                .containsExactly("here: credential is shown and not grouped by");
    }

    @Test
    void every_meter_is_on_the_dashboard_or_in_an_alert() {
        Set<String> used = new HashSet<>();
        MonitoringFiles.asked()
                .forEach(asked -> asked.read().selectors().forEach(selector -> used.add(selector.meter())));

        assertThat(Arrays.stream(RelayMeter.values())
                        .map(meter -> meter.id().replace('.', '_'))
                        .filter(meter -> used.stream().noneMatch(name -> name.startsWith(meter))))
                .isEmpty();
    }
}
