package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.JarCommand;
import org.parkingrelay.testing.JarCommand.Result;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestCircles;

/** {@code java -jar quarkus-run.jar explain}, as a vendor or an integrator runs it. */
class ExplainIT {

    private static final String EVENT = """
            {"eventId":"%s","direction":"IN","plateNumber":"粤-B12345","lotId":"%s","occurredAt":"2026-01-31T10:15:30+08:00"}""";

    private static final String MAPPING = """
            car = "heartbeat" ? [] : {
              "eventId": id, "direction": "IN", "plateNumber": car, "lotId": "LOT-1",
              "occurredAt": $fromMillis(ms)
            }
            """;

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();

    private Result explain(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain"));
        all.addAll(List.of(arguments));
        return new JarCommand(folder, settings).run(input, all);
    }

    private String file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return name;
    }

    @Test
    void needs_no_configuration_no_network_and_takes_standard_input_too() throws IOException {
        Result result = explain(
                EVENT.formatted("e-2", "LOT-2"),
                "--at",
                "2026-01-31T10:16:00+08:00",
                file("sample.json", EVENT.formatted("e-1", "LOT-1")),
                "-");

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.output())
                .startsWith("sample.json\n    event   {\n")
                .contains("plate   粤-B12345 → 粤B12345 (ORDINARY)\n")
                .contains("lot     LOT-2; no relay.lots is configured here, so it is not checked\n")
                .contains("\n\nstandard input\n")
                .doesNotContain("note")
                .endsWith("\n\n2 records, 2 events: 2 reported for members, 0 skipped, 0 dead-lettered\n");
    }

    @Test
    void a_mapping_reads_the_lines_of_a_dump_and_one_that_cannot_be_read_is_a_dead_letter() throws IOException {
        settings.putAll(TestCircles.SETTINGS);
        String dump = file("dump.jsonl", """
                {"id":"1","car":"粤B·12345","ms":1706667330000}
                {"id":"2","car":"heartbeat"}

                {"id":"3","car":"粤B54321","ms":"yesterday"}
                """);

        Result result = explain("", "--json", "--lines", "--mapping", file("in.jsonata", MAPPING), dump);

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isEqualTo(1);
        List<String> lines = result.output().lines().toList();
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("\"record\":\"dump.jsonl, line 1\"", "\"text\":\"粤B12345\"", "\"mall\""),
                        line -> assertThat(line).contains("\"relay\":\"skips\",\"reason\":\"FILTERED\""),
                        line -> assertThat(line)
                                .contains("line 4\"", "\"relay\":\"dead_letters\",\"reason\":\"INVALID\"")
                                .contains("in.jsonata, line 3, column "));
        for (String line : lines) {
            assertThat(new ObjectMapper().readTree(line).isObject()).isTrue();
        }
    }

    @Test
    void what_cannot_be_judged_ends_with_2_and_says_why() throws IOException {
        assertThat(explain("{}", "--mapping", file("bad.jsonata", "{\n  \"eventId\": (id\n}")))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.errors()).startsWith("bad.jsonata, line "))
                .satisfies(result -> assertThat(result.output()).isEmpty());
        assertThat(explain("", "--last", "3", "sample.json"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.errors())
                        .startsWith("--last counts records of a topic: give --topic, and no samples\n"));
        assertThat(explain("", "missing.json")).isEqualTo(new Result(2, "", "missing.json: there is no such file\n"));
        settings.put("relay.delivery.max-age", "long");
        assertThat(explain("{}"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.errors()).contains("relay.delivery.max-age"));
        settings.clear();
        settings.put("relay.lots.\"LOT-1\"", "mall");
        assertThat(explain("{}").errors()).startsWith("Configuration: relay.circles names no circle");
    }

    @Test
    void looks_at_the_end_of_a_topic_and_leaves_no_trace() {
        TestBroker broker = TestBroker.shared();
        String topic = "gates-" + UUID.randomUUID();
        broker.createTopic(topic, 3);
        for (int i = 0; i < 9; i++) {
            byte[] value = EVENT.formatted("e-" + i, "LOT-1").getBytes(StandardCharsets.UTF_8);
            broker.publish(new ProducerRecord<>(topic, i % 3, 1_700_000_000_000L + i, new byte[0], value));
        }
        broker.publish(new ProducerRecord<>(topic, 1, 1_700_000_000_009L, new byte[0], null, List.of()));
        settings.putAll(TestCircles.SETTINGS);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        Set<String> groups = broker.groups();

        Result result = explain("", "--topic", topic, "--last", "4");

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.output())
                .startsWith(topic + "-0-2, written 2023-11-15T06:13:20+08:00\n")
                .contains("\"eventId\": \"e-6\"", "\"eventId\": \"e-7\"", "\"eventId\": \"e-8\"")
                .doesNotContain("\"e-5\"")
                .contains("\n\n" + topic + "-1-3, written", "FILTERED — the record has no value\n")
                .endsWith("4 records, 4 events: 3 reported for members, 1 skipped, 0 dead-lettered\n");
        assertThat(broker.groups()).isEqualTo(groups);

        String unknown = "gates-" + UUID.randomUUID();
        assertThat(explain("", "--topic", unknown)).isEqualTo(new Result(2, "", "there is no topic " + unknown + "\n"));
        assertThat(broker.hasTopic(unknown)).isFalse();
    }

    @Test
    void help_names_the_commands_and_what_explain_takes() {
        JarCommand jar = new JarCommand(folder, settings);

        assertThat(jar.run("", List.of("--help")).output()).contains("explain", "import", "self-test");
        assertThat(explain("", "--help").output())
                .contains("--mapping", "--topic", "Plates are printed as they are", "nothing of them is");
        assertThat(jar.run("", List.of("explian")))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.errors()).contains("'explian'", "Did you mean", "explain"));
    }
}
