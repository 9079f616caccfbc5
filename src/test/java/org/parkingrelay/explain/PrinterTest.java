package org.parkingrelay.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.delivery.Forecast;
import org.parkingrelay.mapping.LaneTable;
import org.parkingrelay.mapping.Mapping;
import org.parkingrelay.mapping.MappingException;
import org.parkingrelay.mapping.MappingFunctions;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.testing.GateRecords;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.Settings;
import org.parkingrelay.testing.TestCircles;

/** What people and tools are shown. */
class PrinterTest {

    private static final String CANONICAL = """
            {"eventId":"e-1","direction":"IN","plateNumber":"粤-BD12345","lotId":"LOT-1","occurredAt":"2026-01-31T10:15:30+08:00"}""";

    private final MutableClock clock = new MutableClock("2026-01-31T02:16:00Z");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Sample> samples = new ArrayList<>();
    private Optional<Circles> circles = Optional.of(TestCircles.read());
    private Format format = Format.of(Mappings.open(Map.of(), Optional.empty(), new ConfigProblems()));

    private PrinterTest sample(String value) {
        return sample(GateRecords.of("gates", value));
    }

    private PrinterTest sample(ConsumerRecord<byte[], byte[]> record) {
        samples.add(new Sample("sample.json", GateRecord.of(record)));
        return this;
    }

    private void map(String expression) throws MappingException {
        format = Format.of(Mapping.compile("in.jsonata", expression, new MappingFunctions(LaneTable.EMPTY)));
    }

    private boolean print(boolean isJson) {
        Explainer explainer = new Explainer(format, new Forecast(Settings.delivery(), circles, clock), clock);
        try (PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            return new Printer(explainer, stream, isJson).print(samples);
        }
    }

    private String printed(boolean isGood) {
        assertThat(print(false)).isEqualTo(isGood);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String with(String field, String value) {
        return CANONICAL.replace("}", ",\"" + field + "\":" + value + "}");
    }

    @Test
    void an_event_is_shown_with_plate_car_park_and_what_the_relay_does() {
        assertThat(sample(CANONICAL).printed(true)).isEqualTo("""
                sample.json
                    event   {
                              "eventId": "e-1",
                              "direction": "IN",
                              "plateNumber": "粤-BD12345",
                              "lotId": "LOT-1",
                              "occurredAt": "2026-01-31T10:15:30+08:00"
                            }
                    plate   粤-BD12345 → 粤BD12345 (NEV_SMALL)
                    lot     LOT-1 → circle 'mall'
                    relay   looks up the members of 粤BD12345 in 'mall' and reports IN at 2026-01-31T10:15:30+08:00
                """);
    }

    @Test
    void each_of_several_events_has_a_paragraph_and_all_have_a_sum() throws MappingException {
        map("""
                cars.{"eventId": id, "direction": dir, "plateNumber": p, "lotId": "LOT-1", "occurredAt": "2026-01-31T10:15:30Z"}
                """);
        circles = Optional.empty();
        clock.advance(Duration.ofHours(9));

        String text = sample("""
                        {"cars":[{"id":"1","dir":"IN","p":"粤Z1234港|MX7742|粤B12345"},{"id":"2","dir":0,"p":"_无_"}]}""").sample("{}").printed(false);

        assertThat(text)
                .contains("sample.json, event 1 of 2\n", "\n\nsample.json, event 2 of 2\n", "\n\nsample.json\n")
                .contains(
                        "plate   粤Z1234港|MX7742|粤B12345 → 粤Z1234港 (HK_MACAU_CROSS); also looked up: 粤B12345 (ORDINARY)\n")
                .contains("lot     LOT-1; no relay.lots is configured here, so it is not checked\n")
                .contains(
                        "relay   looks up the members of 粤Z1234港 or 粤B12345 and reports IN at 2026-01-31T18:15:30+08:00\n")
                .contains("""
                            relay   dead-letters it: INVALID — direction: expected IN or OUT, found a number
                            to do   mend the mapping, or give what it asks for: the lane table with --lanes, $record.topic with --topic; for what is no passage it may yield nothing
                        """)
                .contains("""
                            relay   skips it: FILTERED — the mapping yields nothing for it
                            to do   nothing, if it is no passage; else see which condition of the mapping leaves it out
                        """)
                .endsWith("\n\n2 records, 3 events: 1 reported for members, 1 skipped, 1 dead-lettered\n");
    }

    @Test
    void several_wrong_fields_have_a_line_each() {
        assertThat(sample(CANONICAL.replace("IN", "in").replace("LOT-1", "")).printed(false))
                .contains("""
                            relay   dead-letters it: INVALID
                                      lotId: expected a string of 1 to 64 characters, found an empty string
                                      direction: expected IN or OUT, found a string of 2 characters
                            to do   mend the named fields; a vendor's own format needs a mapping (--mapping, --examples)
                        """);
    }

    @Test
    void what_is_no_json_and_what_has_no_value_is_told_apart() {
        assertThat(sample("{\"a\":\n 1").printed(false))
                .startsWith(
                        "sample.json\n    relay   dead-letters it: UNDECODABLE — the value is not JSON: broken off");
        out.reset();
        samples.clear();
        assertThat(sample(GateRecords.of("gates", new RecordHeaders(), null)).printed(true))
                .contains("relay   skips it: FILTERED — the record has no value\n");
    }

    @Test
    void a_mapping_that_fails_says_where() throws MappingException {
        map("{\n  \"eventId\": $uppercase(id)\n}");

        assertThat(sample("{\"id\":87654321}").printed(false))
                .contains("relay   dead-letters it: INVALID — in.jsonata, line 2, column ")
                .doesNotContain("87654321");
    }

    @Test
    void wrong_car_parks_clocks_and_gates_are_told_with_what_to_do() {
        sample(CANONICAL.replace("LOT-1", "LOT-9"));
        sample(CANONICAL.replace("+08:00", "Z"));
        sample(with("boundary", "\"INNER\""));
        sample(with("kind", "\"LOITERING\""));
        sample(CANONICAL.replace("粤-BD12345", "EA47829"));

        assertThat(printed(false))
                .contains("lot     LOT-9, of which no circle is configured\n")
                .contains("dead-letters it: UNKNOWN_LOT — lotId: no circle is configured for this car park")
                .contains("dead-letters it: FUTURE_TIME — occurredAt: lies more than 5 minutes ahead")
                .contains("to do   set the gate's clock, and see that the time has the right offset")
                .contains("note    it is 7 hours ahead of this clock\n")
                .contains("skips it: INNER_GATE — ")
                .contains("skips it: FILTERED — it is of a kind that the contract does not know\n")
                .contains("plate   EA47829 → does not begin with a province (MILITARY_OR_VIRTUAL)\n")
                .contains("skips it: PLATE_NOT_REPORTABLE — WeChat Pay takes no such plate\n");
    }

    @Test
    void corrections_and_cancellations_say_what_they_take_back() {
        sample(with("kind", "\"CORRECTION\",\"supersedes\":\"e-0\""));
        sample(with("kind", "\"CANCELLATION\",\"supersedes\":\"e-0\""));

        assertThat(printed(true))
                .contains("relay   takes back what it reported of the event e-0, then looks up the members of 粤BD12345")
                .contains("relay   takes back what it reported of the event e-0, and reports nothing else\n");
    }

    @Test
    void old_samples_and_clocks_a_little_ahead_have_a_note() {
        sample(CANONICAL.replace("2026", "2024")).sample(CANONICAL.replace("10:15:30", "10:19:00"));

        assertThat(printed(true))
                .contains("note    it is 2 years old: if it came now, it would be skipped as EXPIRED\n")
                .contains(
                        "note    its time is 3 minutes ahead of this clock: the report tells the time at which it is sent\n");
    }

    @Test
    void cloud_events_are_shown_bare() {
        sample("""
                {"specversion":"1.0","id":"e-1","type":"parking.gate.passage.v1","time":"2026-01-31T10:15:30+08:00",
                 "data":{"direction":"OUT","plateNumber":"","lotId":"LOT-1"}}""");
        RecordHeaders headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "e-2", "ce_type", "parking.gate.passage.v1")
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        sample(GateRecords.of("gates", headers, CANONICAL.getBytes(StandardCharsets.UTF_8)));
        sample("{\"specversion\":\"1.0\",\"id\":\"e\",\"type\":\"other\",\"data\":{}}");

        assertThat(printed(true)).contains("""
                            event   {
                                      "eventId": "e-1",
                                      "direction": "OUT",
                                      "plateNumber": "",
                                      "lotId": "LOT-1",
                                      "occurredAt": "2026-01-31T10:15:30+08:00"
                                    }
                            plate   (none) → a car without a plate
                        """).contains("\"eventId\": \"e-2\"", "it is a CloudEvent of another type");
    }

    @Test
    void for_tools_each_record_is_a_json_document_on_a_line() throws IOException {
        sample(CANONICAL).sample("[]").sample(CANONICAL.replace("粤-BD12345", "VA12345"));

        assertThat(print(true)).isFalse();

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        ObjectMapper json = new ObjectMapper();
        JsonNode first = json.readTree(lines.get(0));
        assertThat(first.path("record").asText()).isEqualTo("sample.json");
        assertThat(first.at("/events/0/event/eventId").asText()).isEqualTo("e-1");
        assertThat(first.at("/events/0/plate/text").asText()).isEqualTo("粤BD12345");
        assertThat(first.at("/events/0/circle").asText()).isEqualTo("mall");
        assertThat(first.at("/events/0/relay").asText()).isEqualTo("reports");
        assertThat(json.readTree(lines.get(1)).at("/events/0/relay").asText()).isEqualTo("dead_letters");
        assertThat(json.readTree(lines.get(1)).at("/events/0/reason").asText()).isEqualTo("INVALID");
        assertThat(json.readTree(lines.get(2)).at("/events/0/plate/refused").asText())
                .isEqualTo("NOT_PROVINCE");
    }
}
