package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.testing.GateRecords;

class MappingsTest {

    private static final String EVENT = """
            {"eventId": "%s", "direction": "IN", "plateNumber": "", "lotId": "LOT-1", "occurredAt": "2024-03-01T10:15:30+08:00"}""";

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ConfigProblems problems = new ConfigProblems();

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String mapping(String name) throws IOException {
        return file(name, EVENT.formatted(name));
    }

    /** What the mapping of a topic makes of a record: the id of its event. */
    private static String read(Mappings mappings, String topic) {
        return mappings.of(topic)
                .map(mapping -> mapping.decode(GateRecord.of(GateRecords.of(topic, "{}"))))
                .map(decoded -> decoded.get(0) instanceof Decoded.Event read
                        ? read.event().eventId()
                        : decoded.get(0).toString())
                .orElse("canonical");
    }

    private List<Double> reloads() {
        return List.of(
                registry.counter(RelayMeter.MAPPING_RELOADS.id(), "result", "taken")
                        .count(),
                registry.counter(RelayMeter.MAPPING_RELOADS.id(), "result", "refused")
                        .count());
    }

    @Test
    void a_topic_goes_before_a_pattern_and_the_longer_pattern_before_the_shorter() throws IOException {
        Mappings mappings = Mappings.open(
                Map.of(
                        "vendor.in",
                        mapping("exact"),
                        "vendor\\..*",
                        mapping("short"),
                        "vendor\\.night\\..*",
                        mapping("long")),
                Optional.empty(),
                problems);

        assertThat(problems.lines()).isEmpty();
        assertThat(read(mappings, "vendor.in")).isEqualTo("exact");
        assertThat(read(mappings, "vendor.out")).isEqualTo("short");
        assertThat(read(mappings, "vendor.night.in")).isEqualTo("long");
        assertThat(read(mappings, "parking.gate-events.v1")).isEqualTo("canonical");
    }

    @Test
    void what_is_wrong_is_told_with_its_key_file_line_and_column() throws IOException {
        Mappings unused = Mappings.open(
                Map.of(
                        "broken",
                        file("broken.jsonata", "{\n  \"eventId\": id,\n  \"direction\" \"IN\"\n}"),
                        "absent",
                        folder.resolve("absent.jsonata").toString(),
                        "(",
                        mapping("fine")),
                Optional.of(file("lanes.json", "{\"a\":")),
                problems);

        assertThat(problems.lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("relay.intake.lanes names the file ")
                                .contains("lanes.json, which is of no use: lanes.json")
                                .contains("line 1, column 6"),
                        line -> assertThat(line)
                                .startsWith("relay.intake.mappings.\"broken\" names the file ")
                                .contains("broken.jsonata, line 3, column 18: Expected \":\", got \"IN\""),
                        line -> assertThat(line)
                                .startsWith("relay.intake.mappings.\"absent\" names the file ")
                                .contains("which is of no use: there is no "),
                        line -> assertThat(line)
                                .startsWith("relay.intake.mappings.\"(\" is neither a topic's name nor a regular"));
    }

    @Test
    void a_file_that_changed_is_taken_and_one_that_is_wrong_is_refused_once() throws IOException {
        Meters meters = new Meters(registry);
        String path = mapping("first");
        Mappings mappings = Mappings.open(Map.of("vendor.in", path), Optional.empty(), problems);
        mappings.checkFiles(meters);
        assertThat(reloads()).containsExactly(0.0, 0.0);

        Files.writeString(Path.of(path), EVENT.formatted("second"));
        mappings.checkFiles(meters);
        assertThat(read(mappings, "vendor.in")).isEqualTo("second");

        Files.writeString(Path.of(path), "{");
        mappings.checkFiles(meters);
        mappings.checkFiles(meters);
        assertThat(read(mappings, "vendor.in")).isEqualTo("second");
        assertThat(reloads()).containsExactly(1.0, 1.0);

        Files.delete(Path.of(path));
        mappings.checkFiles(meters);
        mappings.checkFiles(meters);
        assertThat(read(mappings, "vendor.in")).isEqualTo("second");
        assertThat(reloads()).containsExactly(1.0, 2.0);

        Files.writeString(Path.of(path), EVENT.formatted("third"));
        mappings.checkFiles(meters);
        assertThat(read(mappings, "vendor.in")).isEqualTo("third");
    }

    @Test
    void lanes_that_changed_are_known_to_mappings_at_once() throws IOException {
        String lanes = file("lanes.json", "{}");
        String path = file("m.jsonata", EVENT.replace("\"%s\"", "$lane(\"cam-1\").lotId ?? \"unknown\""));
        Mappings mappings = Mappings.open(Map.of("vendor.in", path), Optional.of(lanes), problems);
        assertThat(read(mappings, "vendor.in")).isEqualTo("unknown");

        Files.writeString(Path.of(lanes), "{\"cam-1\":{\"lotId\":\"LOT-9\",\"direction\":\"IN\"}}");
        mappings.checkFiles(new Meters(registry));

        assertThat(read(mappings, "vendor.in")).isEqualTo("LOT-9");
    }
}
