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
import org.junit.jupiter.api.Test;
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
                hold for all that the relay reads and writes; [what for which broker](../security.md). The management port is `quarkus.management.port` (default 9000); the operators'
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
                        case TIMER -> "_seconds";
                        case GAUGE -> "";
                    };
            rows.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            prometheus,
                            meter.kind().name().toLowerCase(Locale.ROOT),
                            String.join(", ", meter.tags()),
                            meter.description()));
        }
        check("meters.md", """
                # Meters

                For platform engineers: what `/q/metrics` on the management port says of the relay, as Prometheus names it. A timer has
                `_count`, `_sum` and `_max`. Values of tags are lower case; none is personal.

                | meter | kind | tags | meaning |
                |---|---|---|---|
                %s""".formatted(rows));
    }

    @Test
    void the_outcomes_page_is_the_table_of_the_classifier() throws IOException {
        check("outcomes.md", OutcomePage.markdown());
    }
}
