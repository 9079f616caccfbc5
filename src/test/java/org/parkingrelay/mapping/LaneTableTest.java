package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTableTest {

    private static LaneTable parse(String json) throws MappingException {
        return LaneTable.parse("lanes.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_lane_has_what_its_file_says() throws MappingException {
        LaneTable lanes = parse("""
                {"cam-1": {"direction": "IN", "lotId": "LOT-1", "boundary": "INNER", "laneName": "东"}, "cam-2": {}}""");

        assertThat(lanes.lane("cam-1").orElseThrow())
                .containsEntry("direction", "IN")
                .containsEntry("lotId", "LOT-1")
                .containsEntry("boundary", "INNER")
                .containsEntry("laneName", "东");
        assertThat(lanes.lane("cam-2").orElseThrow()).isEmpty();
        assertThat(lanes.lane("cam-3")).isEmpty();
        assertThat(LaneTable.EMPTY.lane("cam-1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[]                                      # lanes.json: expected an object of lanes, found an array",
                "{\"c\": \"IN\"}                         # lane \"c\": expected an object, found a string of 2 characters",
                "{\"c\": {\"direction\": \"in\"}}        # lane \"c\", direction: expected IN or OUT, found a string of 2",
                "{\"c\": {\"direction\": null}}          # lane \"c\", direction: expected IN or OUT, found null",
                "{\"c\": {\"boundary\": 1}}              # lane \"c\", boundary: expected OUTER or INNER, found a number",
                "{\"c\": {\"lotId\": \"\"}}              # lane \"c\", lotId: expected a string of 1 to 64 characters",
                "{\"c\": {\"lotId\": 7}}                 # lane \"c\", lotId: expected a string of 1 to 64 characters",
                "{\"c\":                                 # lanes.json: the value is not JSON",
            })
    void a_wrong_lane_is_named_with_what_was_expected(String json, String expected) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("lanes.json: ")
                .hasMessageContaining(expected);
    }

    @Test
    void all_wrong_lanes_are_told_at_once() {
        assertThatThrownBy(() -> parse("{\"a\": 1, \"b\": {}, \"c\": {\"direction\": \"UP\"}}"))
                .hasMessageContaining("lane \"a\"")
                .hasMessageContaining("lane \"c\", direction");
    }
}
