package org.parkingrelay.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is shipped for those who watch the relay: rules and dashboard, and every expression in them. */
public final class MonitoringFiles {

    static final Path FOLDER = Path.of("k8s", "components", "monitoring");
    static final Path RULES = FOLDER.resolve("rules.yaml");
    static final Path DASHBOARD = FOLDER.resolve("dashboard.json");

    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private MonitoringFiles() {}

    /**
     * An expression and where it is.
     *
     * @param shown the labels that its legend or summary shows
     */
    public record Asked(String where, String expression, List<String> shown) {

        /** What it asks for. */
        public PromQl read() {
            return PromQl.of(expression);
        }
    }

    static JsonNode yaml(Path file) {
        return tree(new ObjectMapper(new YAMLFactory()), file);
    }

    static JsonNode json(Path file) {
        return tree(new ObjectMapper(), file);
    }

    private static JsonNode tree(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rules; those that record have {@code record}, those that alert {@code alert}. */
    static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        yaml(RULES).get("groups").forEach(group -> group.get("rules").forEach(rules::add));
        return rules;
    }

    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    /** Every expression of rules and dashboard. */
    public static List<Asked> asked() {
        List<Asked> asked = new ArrayList<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText(rule.path("record").asText());
            asked.add(new Asked(
                    "rule " + name,
                    rule.get("expr").asText(),
                    labels("\\$labels\\.(\\w+)", rule.at("/annotations/summary").asText())));
        }
        JsonNode dashboard = json(DASHBOARD);
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                asked.add(new Asked(
                        "panel " + panel.get("title").asText(),
                        target.get("expr").asText(),
                        labels(
                                LEGEND_LABEL.pattern(),
                                target.get("legendFormat").asText())));
            }
        }
        for (JsonNode annotation : dashboard.at("/annotations/list")) {
            asked.add(new Asked(
                    "annotation",
                    annotation.get("expr").asText(),
                    labels(LEGEND_LABEL.pattern(), annotation.get("titleFormat").asText())));
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            if (variable.get("type").asText().equals("query")) {
                asked.add(new Asked(
                        "variable " + variable.get("name").asText(),
                        variable.at("/query/query").asText(),
                        List.of()));
            }
        }
        return asked;
    }

    private static List<String> labels(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult label) -> label.group(1))
                .toList();
    }
}
