package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.mapping.MappingSamples.Sample;

class ShippedMappingsTest {

    private static final Path FILES = Path.of("src/main/resources/mappings");

    static List<Sample> taken() {
        return MappingSamples.all().stream()
                .filter(sample -> sample.invalid() == null)
                .toList();
    }

    static List<Sample> refused() {
        return MappingSamples.all().stream()
                .filter(sample -> sample.invalid() != null)
                .toList();
    }

    static List<String> names() {
        return ExampleMappings.names();
    }

    @ParameterizedTest
    @MethodSource("taken")
    void each_record_yields_exactly_the_events_that_it_means(Sample sample) throws Exception {
        List<JsonNode> yielded = MappingSamples.mapping(sample.mapping()).events(sample.record());

        assertThat(MappingSamples.JSON.readTree(yielded.toString())).isEqualTo(sample.events());
    }

    @ParameterizedTest
    @MethodSource("taken")
    void each_event_keeps_the_contract_and_no_event_is_filtered(Sample sample) {
        List<Decoded> decoded = MappingSamples.mapping(sample.mapping()).decode(sample.record());

        if (sample.events().isEmpty()) {
            assertThat(decoded).containsExactly(new Decoded.NotAnEvent());
        } else {
            assertThat(decoded).hasSize(sample.events().size()).allMatch(Decoded.Event.class::isInstance);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_record_that_nobody_can_read_is_refused_with_the_reason(Sample sample) {
        List<Decoded> decoded = MappingSamples.mapping(sample.mapping()).decode(sample.record());

        assertThat(decoded)
                .singleElement()
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class,
                        invalid -> assertThat(invalid.explanation()).contains(sample.invalid()));
    }

    @Test
    void every_mapping_has_samples_of_both_ways_of_what_it_refuses_and_of_a_car_without_plate() {
        for (String name : ExampleMappings.names()) {
            List<Sample> own = MappingSamples.all().stream()
                    .filter(sample -> sample.mapping().equals(name))
                    .toList();
            String directions = own.stream()
                    .filter(sample -> sample.events() != null)
                    .flatMap(sample -> sample.events().findValuesAsText("direction").stream())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining());
            assertThat(directions).as(name).isEqualTo(name.equals("hongmen") ? "IN" : "INOUT");
            assertThat(own).as(name).anyMatch(sample -> sample.invalid() != null);
            assertThat(own)
                    .as(name)
                    .anyMatch(sample -> sample.events() != null
                            && sample.events().findValuesAsText("plateNumber").contains(""));
        }
    }

    @Test
    void every_file_is_listed_and_every_listed_one_is_a_file() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".jsonata", "")))
                    .containsExactlyInAnyOrderElementsOf(ExampleMappings.names());
        }
        assertThat(ExampleMappings.names()).containsExactlyElementsOf(new TreeSet<>(ExampleMappings.names()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_file_says_first_whose_format_it_reads_and_where_that_is_known_from(String name) {
        assertThat(ExampleMappings.about(name)).matches("\\S.{10,110}\\.");
        assertThat(ExampleMappings.text(name))
                .startsWith("/* ")
                .contains(" * Source: ")
                .containsPattern("\\[[DCU]]");
        assertThat(ExampleMappings.text(name).lines()).allMatch(line -> line.length() <= 132);
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> ExampleMappings.text("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bolink");
    }
}
