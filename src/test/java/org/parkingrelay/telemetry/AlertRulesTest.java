package org.parkingrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.Tool;

/** Each alert is tried, tells people where to read on, and what they read there is true. */
class AlertRulesTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/alert-rules-test.yaml");
    private static final Path OBJECT = MonitoringFiles.FOLDER.resolve("prometheusrule.yaml");
    private static final String RUNBOOK = "src/docs/runbook.md";
    private static final Pattern SECTION =
            Pattern.compile("^## (Relay\\w+)\\n(.*?)(?=^## |\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String HEAD = """
            # Made of rules.yaml by AlertRulesTest; see there.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: parking-relay
              labels:
                app.kubernetes.io/name: parking-relay
            spec:
            """;

    @TempDir
    Path folder;

    static boolean hasPromtool() {
        return Tool.isThere("promtool", "--version");
    }

    private static Set<String> names() {
        return MonitoringFiles.alerts().stream()
                .map(alert -> alert.get("alert").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String runbook() {
        return MonitoringFiles.text(Path.of(RUNBOOK));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult one) -> one.group(1))
                .toList();
    }

    @Test
    @EnabledIf("hasPromtool")
    void prometheus_takes_the_rules() {
        assertThat(Tool.run(folder, "promtool", "check", "rules", absolute(MonitoringFiles.RULES)))
                .contains("SUCCESS");
        assertThat(Tool.run(
                        folder,
                        "promtool",
                        "check",
                        "config",
                        "--syntax-only",
                        absolute(Path.of("docker/observe/prometheus.yml"))))
                .contains("SUCCESS");
    }

    @Test
    @EnabledIf("hasPromtool")
    void each_alert_fires_when_it_should_and_not_before() {
        assertThat(Tool.run(folder, "promtool", "test", "rules", absolute(SCENARIOS)))
                .contains("SUCCESS");
    }

    @Test
    @EnabledIf("hasPromtool")
    void a_scenario_that_expects_another_alert_fails() throws IOException {
        String wrong = MonitoringFiles.text(SCENARIOS)
                .replace("RelayThrottled", "RelayLanePaused")
                .replace("../../../k8s", absolute(Path.of("k8s")));

        Path file = Files.writeString(folder.resolve("wrong.yaml"), wrong);

        assertThat(Tool.isThere(folder, "promtool", "test", "rules", file.toString()))
                .isFalse();
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }

    @Test
    void a_scenario_has_each_alert_fire() {
        List<String> firing = new ArrayList<>();
        for (JsonNode scenario : MonitoringFiles.yaml(SCENARIOS).get("tests")) {
            for (JsonNode check : scenario.get("promql_expr_test")) {
                for (JsonNode sample : check.get("exp_samples")) {
                    firing.addAll(
                            found("alertname=\"(\\w+)\"", sample.get("labels").asText()));
                }
            }
        }

        assertThat(new TreeSet<>(firing)).isEqualTo(names());
    }

    @Test
    void the_object_for_the_operator_is_made_of_the_rules() throws IOException {
        String rules = MonitoringFiles.text(MonitoringFiles.RULES);
        String made = rules.substring(rules.indexOf("groups:"))
                .lines()
                .map(line -> (line.isEmpty() ? "" : "  " + line) + "\n")
                .collect(Collectors.joining("", HEAD, ""));
        if (System.getProperty("update-docs") != null) {
            Files.writeString(OBJECT, made);
        }

        assertThat(MonitoringFiles.text(OBJECT))
                .as("%s is out of date; see the head of %s", OBJECT, MonitoringFiles.RULES)
                .isEqualTo(made);
        assertThat(MonitoringFiles.yaml(OBJECT).at("/spec/groups"))
                .isEqualTo(MonitoringFiles.yaml(MonitoringFiles.RULES).get("groups"));
    }

    @Test
    void an_alert_says_how_bad_it_is_what_is_seen_and_where_to_read_on() {
        assertThat(MonitoringFiles.alerts()).hasSizeGreaterThan(20).allSatisfy(alert -> {
            String name = alert.get("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "info");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo(RUNBOOK + "#" + name.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void each_alert_has_a_section_with_symptom_meaning_and_action_and_each_section_an_alert() {
        List<String> sections = new ArrayList<>();
        SECTION.matcher(runbook()).results().forEach(section -> {
            sections.add(section.group(1));
            assertThat(section.group(2))
                    .as(section.group(1))
                    .matches(Pattern.compile(
                            "\\n\\*\\*Symptom\\.\\*\\* .*\\n\\*\\*Meaning\\.\\*\\* .*\\n\\*\\*Action\\.\\*\\* .*",
                            Pattern.DOTALL));
        });

        assertThat(sections).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void links_of_the_runbook_lead_somewhere() {
        assertThat(found("\\]\\(#([^)]+)\\)", runbook()))
                .isNotEmpty()
                .isSubsetOf(found("(?m)^## (.+)$", runbook()).stream()
                        .map(title -> title.toLowerCase(Locale.ROOT).replace(' ', '-'))
                        .toList());
        assertThat(found("\\]\\(([^)#]+)\\)", runbook()))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Path.of("src/docs", file)).exists());
    }

    @Test
    void keys_meters_and_log_lines_that_the_runbook_names_exist() {
        String text = runbook().replaceAll("\\s+", " ");
        String configuration = MonitoringFiles.text(Path.of("src/docs/reference/configuration.md"));
        String meters = MonitoringFiles.text(Path.of("src/docs/reference/meters.md"));
        String sources = sources();

        assertThat(found("`(relay\\.[a-z.-]+[a-z])", text))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(configuration).contains("`" + key));
        assertThat(found("(relay_[a-z_]+)", text))
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meters).contains("`" + meter));
        assertThat(found("[Tt]he log(?: line| says)? \"([^\"]+)\"", text))
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(sources).contains(line));
    }

    /** Texts that are broken over lines are one. */
    private static String sources() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(MonitoringFiles::text)
                    .collect(Collectors.joining())
                    .replaceAll("\"\\s*\\+\\s*\"", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
