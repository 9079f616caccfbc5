package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.testing.GateRecords;

/** What the page for integrators says is what the relay does. */
class MappingsPageTest {

    private static final Pattern FUNCTION = Pattern.compile("(?m)^\\| `(\\$.+?)` \\| `(.+?)` \\|");
    private static final Pattern MAPPING = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (.+) \\|$");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(json|jsonata)\\n(.*?)```");

    private static String page() {
        try {
            return Files.readString(Path.of("src/docs/mappings.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> blocks() {
        return BLOCK.matcher(page()).results().map(block -> block.group(2)).toList();
    }

    static List<MatchResult> functions() {
        return FUNCTION.matcher(page()).results().toList();
    }

    private static Mapping compiled(String text) throws MappingException {
        byte[] lanes = blocks().get(3).getBytes(StandardCharsets.UTF_8);
        return Mapping.compile("my.jsonata", text, new MappingFunctions(LaneTable.parse("lanes.json", lanes)));
    }

    private static JsonNode json(String text) throws IOException {
        return MappingSamples.JSON.readTree(text);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void each_example_of_a_function_gives_what_the_table_says(MatchResult row) throws Exception {
        Mapping mapping = compiled("{\"gives\": " + row.group(1) + "}");

        assertThat(mapping.events(GateRecord.of(GateRecords.of("topic", "{}"))).get(0))
                .isEqualTo(MappingSamples.JSON.createObjectNode().set("gives", json(row.group(2))));
    }

    @Test
    void the_table_has_every_function() {
        String table = functions().stream().map(row -> row.group(1)).reduce("", String::concat);
        assertThat(table)
                .contains(
                        "$tidy(", "$time(", "$hash(", "$percentDecoded(", "$base64(", "$recoded(", "$json(", "$lane(");
    }

    @Test
    void the_mapping_of_ten_minutes_makes_the_event_of_the_sample() throws Exception {
        GateRecord sample = GateRecord.of(GateRecords.of("topic", blocks().get(0)));
        Mapping mapping = compiled(blocks().get(1));

        assertThat(mapping.events(sample))
                .singleElement()
                .satisfies(event -> assertThat(json(event.toString())).isEqualTo(json(blocks().get(2))));
        assertThat(mapping.decode(sample)).singleElement().isInstanceOf(Decoded.Event.class);
    }

    @Test
    void the_list_of_ready_mappings_is_that_of_the_files() {
        assertThat(MAPPING.matcher(page()).results().map(row -> row.group(1) + ": " + row.group(2)))
                .containsExactlyElementsOf(ExampleMappings.names().stream()
                        .map(name -> name + ": " + ExampleMappings.about(name))
                        .toList());
    }

    @Test
    void the_limits_are_those_of_the_code() {
        assertThat(page())
                .contains(String.format(Locale.ROOT, "- %,d events to a record", Mapping.MOST_EVENTS))
                .contains(String.format(Locale.ROOT, "- %,d steps to a record", StepLimit.MOST_STEPS));
    }

    @Test
    void the_pitfalls_are_as_they_say() throws Exception {
        GateRecord empty = GateRecord.of(GateRecords.of("topic", "{}"));
        String pitfalls =
                "{\"a\": nothing & \":IN\", \"b\": code != \"0\", \"c\": $not(code = \"0\"), \"d\": $exists(id) ? id}";

        assertThat(compiled(pitfalls).events(empty)).hasToString("[{\"a\":\":IN\",\"b\":false,\"c\":true}]");
    }
}
