package org.parkingrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parkingrelay.telemetry.LogFields;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.wechatpay.OutcomePage;

/**
 * The pages in {@code src/docs/reference} say what the code says. They are made here: run with {@code -Dupdate-docs} to write
 * them; without, a page that differs fails. So a key, a default, a meter or an outcome cannot change unseen.
 */
class ReferenceDocsTest {

    private static final Path FOLDER = Path.of("src/docs/reference");
    private static final Path MODEL = Path.of("target/classes/META-INF/quarkus-config-doc");
    private static final String NOTICE = "<!-- Made by ReferenceDocsTest from the code. Do not edit: run"
            + " `mvn test -Dtest=ReferenceDocsTest -Dupdate-docs`. -->\n\n";

    private static void check(String page, String text) throws IOException {
        Path file = FOLDER.resolve(page);
        if (System.getProperty("update-docs") != null) {
            Files.writeString(file, NOTICE + text);
        }
        assertThat(Files.readString(file))
                .as("%s is out of date; see its first line", file)
                .isEqualTo(NOTICE + text);
    }

    @Test
    void the_configuration_page_lists_every_key_with_its_default() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode javadoc = json.readTree(
                        MODEL.resolve("quarkus-config-javadoc.json").toFile())
                .get("elements");
        Map<String, String> rows = new TreeMap<>();
        for (JsonNode root : json.readTree(
                        MODEL.resolve("quarkus-config-model.json").toFile())
                .get("configRoots")) {
            for (JsonNode item : root.get("items")) {
                String key = item.at("/path/property").asText();
                String element = item.get("sourceType").asText() + "."
                        + item.get("sourceElementName").asText();
                String description =
                        javadoc.path(element).path("description").asText().replaceAll("\\s+", " ");
                assertThat(description).as(key).isNotEmpty();
                String fallback = item.has("defaultValue")
                        ? "`" + readable(item.get("defaultValue").asText()) + "`"
                        : "";
                rows.put(
                        key,
                        "| `%s` | %s | %s | `%s` |%n"
                                .formatted(
                                        key,
                                        fallback,
                                        description,
                                        item.at("/path/environmentVariable").asText()));
            }
        }
        assertThat(rows).hasSizeGreaterThan(15);
        check("configuration.md", """
                # Configuration

                For platform engineers. Each key can be a system property (`-Dkey=value`), a line of `config/application.properties`
                beside the jar, or an environment variable. A key that begins with `relay.` and is not in this table stops the start.

                A name of your choice inside a key (`"circle"`, `"name"`, `"lotId"`) keeps its letters only in files and system
                properties: environment variables know neither lower case nor hyphens, so write car parks that have them in a file, or all in
                one variable, `RELAY_LOTS=LOT-1=mall;LOT-2=mall`.

                Kafka's own keys begin with `kafka.`: `kafka.bootstrap.servers` (default `localhost:9092`, variable
                `KAFKA_BOOTSTRAP_SERVERS`), `kafka.security.protocol`, `kafka.sasl.jaas.config` and so on, as in Kafka's documentation. They
                hold for all that the relay reads and writes; [what for which broker](../security.md). OpenTelemetry's own begin with `otel.`: `otel.sdk.disabled=false`
                (`OTEL_SDK_DISABLED`; default `true`) has the relay send traces to `otel.exporter.otlp.endpoint`
                (`OTEL_EXPORTER_OTLP_ENDPOINT`), over HTTP, of one record in a hundred (`otel.traces.sampler.arg`,
                `OTEL_TRACES_SAMPLER_ARG`, default `0.01`) and of those whose producer traces them. The management port is `quarkus.management.port` (default 9000); the operators'
                API, where it has users, is on `quarkus.http.port` (default 8080).

                | key | default | meaning | variable |
                |---|---|---|---|
                %s""".formatted(String.join("", rows.values())));
    }

    /** As people type it: the processor writes a duration of 12h as 12H. */
    private static String readable(String value) {
        return value.matches("[0-9]+(MS|[HMS])") ? value.toLowerCase(Locale.ROOT) : value;
    }

    @Test
    void the_meters_page_lists_every_meter() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (RelayMeter meter : RelayMeter.values()) {
            String prometheus = meter.id().replace('.', '_')
                    + switch (meter.kind()) {
                        case COUNTER -> "_total";
                        case TIMER, HISTOGRAM -> "_seconds";
                        case GAUGE -> "";
                    };
            rows.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            prometheus,
                            meter.kind().name().toLowerCase(Locale.ROOT),
                            String.join(", ", meter.tags()),
                            meter.description()));
        }
        String bounds = RelayMeter.BOUNDS.stream()
                .map(bound -> String.valueOf(bound.toMillis() / 1_000.0))
                .collect(Collectors.joining(", "));
        check("meters.md", """
                # Meters

                For platform engineers: what `/q/metrics` on the management port says of the relay, as Prometheus names it. A timer has
                `_count`, `_sum` and `_max`; a histogram also `_bucket`, by the tag `le` in seconds:
                %s.
                Values of tags are lower case; none is personal. Beside them are the meters of Micrometer and of Kafka's clients (`jvm_`, `process_`, `kafka_consumer_`).
                What to make of them: `k8s/components/monitoring` has a dashboard and alerts, [the runbook](../runbook.md) says what an
                alert means.

                | meter | kind | tags | meaning |
                |---|---|---|---|
                %s""".formatted(bounds, rows));
    }

    @Test
    void the_page_of_logs_lists_every_key() throws IOException {
        Map<String, String> keys =
                LogFields.ofTheRelay(Files.readString(Path.of("src/main/java/org/parkingrelay/telemetry/LogKey.java")));
        assertThat(keys).hasSameSizeAs(LogKey.values());
        check("logs.md", """
                # Logs

                For who reads, searches or collects them. The relay writes to standard output, one JSON object to a line, and nothing else; a
                command such as `self-test` writes plain text for people. No line at any level holds a plate, an openid, a body, a key or a
                signature. There is no line for an event that goes well, nor for a car that is nobody's: those are counted
                ([meters](meters.md)).

                ```json
                {"timestamp":"2026-11-22T12:23:37.291585377Z","level":"WARN","loggerName":"org.parkingrelay.deadletter.DeadLetterWriter","message":"Dead letter written","mdc":{"record":"parking.gate-events.v1-2-2","reason":"INVALID","note":"direction: expected IN or OUT, found a string of 8 characters"}}
                ```

                (shortened). More of one part: `QUARKUS_LOG_CATEGORY__ORG_PARKINGRELAY_DELIVERY__LEVEL=DEBUG`; of all: `QUARKUS_LOG_LEVEL=DEBUG`.

                ## Fields of a line

                | field | meaning |
                |---|---|
                %s
                ## Keys below `mdc`

                | key | meaning |
                |---|---|
                %s""".formatted(rows(LogFields.ofQuarkus()), rows(keys)));
    }

    private static String rows(Map<String, String> meanings) {
        return meanings.entrySet().stream()
                .map(entry -> "| `%s` | %s |%n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    @Test
    void the_outcomes_page_is_the_table_of_the_classifier() throws IOException {
        check("outcomes.md", OutcomePage.markdown());
    }
}
