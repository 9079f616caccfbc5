package org.parkingrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.Tool;

/** The dashboard is one that Grafana takes, and says of each picture what good looks like. */
class DashboardTest {

    private static final JsonNode DASHBOARD = MonitoringFiles.json(MonitoringFiles.DASHBOARD);
    private static final Set<String> KINDS = Set.of("row", "stat", "timeseries", "state-timeline", "heatmap");

    @TempDir
    Path folder;

    static boolean hasKubectl() {
        return Tool.isThere("kubectl", "version", "--client");
    }

    private static List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        DASHBOARD.get("panels").forEach(panels::add);
        return panels;
    }

    private static List<JsonNode> pictures() {
        return panels().stream()
                .filter(panel -> !panel.get("type").asText().equals("row"))
                .toList();
    }

    @Test
    void it_has_what_grafana_asks_of_a_dashboard() {
        assertThat(DASHBOARD.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(DASHBOARD.get("uid").asText()).matches("[a-z0-9-]{1,40}");
        assertThat(DASHBOARD.get("title").asText()).isEqualTo("Parking Relay");
        assertThat(DASHBOARD.has("id")).as("an id is the database's").isFalse();
        assertThat(panels())
                .allSatisfy(panel -> assertThat(panel.get("type").asText()).isIn(KINDS));
        assertThat(panels().stream().map(panel -> panel.get("id").asInt())).doesNotHaveDuplicates();
    }

    @Test
    void panels_lie_beside_and_below_each_other_without_overlap() {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : panels()) {
            JsonNode place = panel.get("gridPos");
            int x = place.get("x").asInt();
            int y = place.get("y").asInt();
            int width = place.get("w").asInt();
            assertThat(x + width).isBetween(1, 24);
            for (int column = x; column < x + width; column++) {
                for (int line = y; line < y + place.get("h").asInt(); line++) {
                    assertThat(taken.add(column + "," + line))
                            .as("%s overlaps", panel.get("title"))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void it_begins_with_whether_all_is_well() {
        assertThat(panels().get(0).get("title").asText()).isEqualTo("Is all well?");
    }

    @Test
    void each_picture_is_explained_and_asks_the_chosen_prometheus() {
        assertThat(pictures()).hasSizeGreaterThan(40).allSatisfy(panel -> {
            String title = panel.get("title").asText();
            assertThat(panel.get("description").asText()).as(title).hasSizeGreaterThan(10);
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.get("targets")).as(title).isNotEmpty();
            List<String> names = new ArrayList<>();
            panel.get("targets").forEach(target -> {
                names.add(target.get("refId").asText());
                assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                assertThat(target.get("expr").asText()).isNotBlank();
            });
            assertThat(names).as(title).doesNotHaveDuplicates();
        });
    }

    @Test
    void every_variable_that_it_uses_is_there() {
        List<String> variables = new ArrayList<>();
        DASHBOARD
                .at("/templating/list")
                .forEach(variable -> variables.add(variable.get("name").asText()));
        assertThat(variables).containsExactly("datasource", "namespace", "instance", "credential");

        String text = DASHBOARD.toString().replaceAll("\\$__\\w+", "");

        assertThat(text.replaceAll("\\$\\{?(datasource|namespace|instance|credential)}?", ""))
                .doesNotContain("$");
    }

    static boolean hasPromtool() {
        return Tool.isThere("promtool", "--version");
    }

    @Test
    @EnabledIf("hasPromtool")
    void prometheus_reads_each_expression() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ArrayNode rules = json.createArrayNode();
        for (JsonNode panel : pictures()) {
            for (JsonNode target : panel.get("targets")) {
                String expression = target.get("expr").asText();
                rules.addObject()
                        .put("record", "dashboard:expression:" + rules.size())
                        .put(
                                "expr",
                                expression.replace("$__rate_interval", "5m").replace("$__range", "3h"));
            }
        }
        ObjectNode file = json.createObjectNode();
        file.putArray("groups").addObject().put("name", "dashboard").set("rules", rules);
        Path written = folder.resolve("expressions.yaml");
        json.writeValue(written.toFile(), file);

        assertThat(Tool.run(folder, "promtool", "check", "rules", written.toString()))
                .contains("SUCCESS: " + rules.size());
    }

    @Test
    @EnabledIf("hasKubectl")
    void kustomize_wraps_it_for_grafanas_sidecar() throws IOException {
        String rendered = Tool.run(
                folder,
                "kubectl",
                "kustomize",
                MonitoringFiles.FOLDER.toAbsolutePath().toString());
        List<JsonNode> objects = new ArrayList<>();
        try (var documents = new YAMLFactory().createParser(rendered)) {
            new ObjectMapper().readValues(documents, JsonNode.class).forEachRemaining(objects::add);
        }
        JsonNode map = objects.stream()
                .filter(object -> object.get("kind").asText().equals("ConfigMap"))
                .findFirst()
                .orElseThrow();

        assertThat(objects.stream().map(object -> object.get("kind").asText()))
                .containsExactlyInAnyOrder("ConfigMap", "PrometheusRule", "ServiceMonitor");
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        assertThat(new ObjectMapper()
                        .readTree(map.at("/data/parking-relay.json").asText()))
                .isEqualTo(DASHBOARD);
    }

    @Test
    void compose_asks_the_relay_under_the_name_that_the_rules_ask_for() {
        JsonNode scrape =
                MonitoringFiles.yaml(Path.of("docker/observe/prometheus.yml")).at("/scrape_configs/0");

        assertThat(scrape.get("metrics_path").asText()).isEqualTo("/q/metrics");
        assertThat(MonitoringFiles.text(MonitoringFiles.RULES))
                .contains("job=\"" + scrape.get("job_name").asText() + "\"");
    }
}
