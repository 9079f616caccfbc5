package org.parkingrelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.testing.GateRecords;

class EventDecoderTest {

    private static final String BARE = """
            {"eventId":"r-1:IN","direction":"IN","plateNumber":"粤BD12345","lotId":"LOT-1","laneId":"E1",
             "occurredAt":"2024-03-01T10:15:30+08:00","plateColor":"GREEN","confidence":97,"sessionId":"r-1"}""";
    private static final String DATA = """
            {"direction":"IN","plateNumber":"粤BD12345","lotId":"LOT-1","laneId":"E1"}""";
    private static final String STRUCTURED = """
            {"specversion":"1.0","id":"r-1:IN","source":"urn:parking:lot:LOT-1","type":"parking.gate.passage.v1",
             "time":"2024-03-01T10:15:30+08:00","datacontenttype":"application/json","data":%s}""".formatted(DATA);
    private static final PassageEvent EVENT = new PassageEvent(
            "r-1:IN",
            "LOT-1",
            Direction.IN,
            PlateNormaliser.read("粤BD12345"),
            Instant.parse("2024-03-01T02:15:30Z"),
            EventKind.PASSAGE,
            Optional.empty(),
            Boundary.OUTER,
            Optional.of("E1"),
            false);

    private final EventDecoder decoder = new EventDecoder();

    private static Headers headers(Map<String, String> texts) {
        RecordHeaders headers = new RecordHeaders();
        texts.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private Decoded decode(Headers headers, byte[] value) {
        return decoder.decode(GateRecord.of(GateRecords.of("parking.gate-events.v1", headers, value)));
    }

    private Decoded decode(String value) {
        return decode(new RecordHeaders(), value.getBytes(StandardCharsets.UTF_8));
    }

    private String explanation(String value) {
        Decoded decoded = decode(value);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid) decoded).explanation();
    }

    @Test
    void reads_bare_json() {
        assertThat(decode(BARE)).isEqualTo(new Decoded.Event(EVENT));
    }

    @Test
    void reads_a_structured_cloud_event_by_its_content_type() {
        Headers headers = headers(Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));

        assertThat(decode(headers, STRUCTURED.getBytes(StandardCharsets.UTF_8))).isEqualTo(new Decoded.Event(EVENT));
    }

    @Test
    void reads_a_structured_cloud_event_by_its_shape() {
        assertThat(decode(STRUCTURED)).isEqualTo(new Decoded.Event(EVENT));
    }

    @Test
    void reads_a_binary_cloud_event() {
        Headers headers = headers(Map.of(
                "ce_specversion", "1.0",
                "ce_id", "r-1:IN",
                "ce_type", "parking.gate.passage.v1",
                "ce_time", "2024-03-01T02:15:30Z",
                "content-type", "application/json"));

        assertThat(decode(headers, DATA.getBytes(StandardCharsets.UTF_8))).isEqualTo(new Decoded.Event(EVENT));
    }

    @Test
    void the_time_in_the_data_wins_over_that_of_the_wrapper() {
        String later = STRUCTURED
                .replace("\"time\":\"2024-03-01T10:15:30+08:00\"", "\"time\":\"2024-03-01T23:00:00+08:00\"")
                .replace("\"lotId\":\"LOT-1\"", "\"lotId\":\"LOT-1\",\"occurredAt\":\"2024-03-01T10:15:30+08:00\"");

        assertThat(decode(later)).isEqualTo(new Decoded.Event(EVENT));
    }

    @Test
    void ignores_what_the_contract_does_not_name() {
        assertThat(decode(BARE.replaceFirst("\\{", "{\"picture\":{\"url\":[1,2]},\"fee\":null,")))
                .isEqualTo(new Decoded.Event(EVENT));
    }

    @Test
    void takes_a_byte_order_mark() {
        assertThat(decode("\uFEFF" + BARE)).isEqualTo(new Decoded.Event(EVENT));
    }

    @ParameterizedTest
    @CsvSource({"PASSAGE, PASSAGE", "CORRECTION, CORRECTION", "CANCELLATION, CANCELLATION", "FUTURE_KIND, OTHER"})
    void reads_the_kind(String text, EventKind kind) {
        Decoded decoded = decode(BARE.replaceFirst("\\{", "{\"kind\":\"" + text + "\",\"supersedes\":\"r-0:IN\","));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        read -> assertThat(read.event().kind()).isEqualTo(kind));
    }

    @Test
    void counts_characters_as_people_do() {
        String emoji = "😀".repeat(64);

        assertThat(decode(BARE.replace("LOT-1", emoji))).isInstanceOf(Decoded.Event.class);
        assertThat(explanation(BARE.replace("LOT-1", emoji + "1")))
                .isEqualTo("lotId: expected a string of 1 to 64 characters, found a string of 65 characters");
    }

    @Test
    void checks_the_time_of_the_wrapper_where_the_data_has_its_own_too() {
        String own = STRUCTURED.replace("\"lotId\"", "\"occurredAt\":\"2024-03-01T10:15:30+08:00\",\"lotId\"");

        assertThat(decode(own)).isEqualTo(new Decoded.Event(EVENT));
        assertThat(explanation(own.replace("\"time\":\"2024", "\"time\":\"24")))
                .startsWith("time: expected an RFC 3339");
    }

    @Test
    void names_the_headers_of_a_binary_cloud_event() {
        assertThat(decode(headers(Map.of("ce_specversion", "1.0")), DATA.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(
                        new Decoded.Invalid(
                                "ce_type: expected parking.gate.passage.v1, found nothing;"
                                        + " ce_id: expected a string of 1 to 128 characters, found nothing;"
                                        + " occurredAt: expected an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00, found nothing"));
    }

    @Test
    void a_car_has_no_hundred_plates() {
        String plates = "\"粤B12345\",".repeat(8) + "\"粤B12345\"";

        assertThat(explanation(BARE.replaceFirst("\\{", "{\"alternates\":[" + plates + "],")))
                .isEqualTo(
                        "alternates: expected an array of at most 8 strings of at most 64 characters, found an array");
    }

    @Test
    void a_correction_must_say_what_it_corrects() {
        assertThat(decode(BARE.replaceFirst("\\{", "{\"kind\":\"CORRECTION\",")))
                .isEqualTo(new Decoded.Invalid("supersedes: expected a string of 1 to 128 characters, found nothing"));
    }

    @Test
    void a_tombstone_and_another_type_are_no_events() {
        assertThat(decode(new RecordHeaders(), null)).isEqualTo(new Decoded.NotAnEvent());
        assertThat(decode(STRUCTURED.replace("parking.gate.passage.v1", "parking.gate.heartbeat.v1")))
                .isEqualTo(new Decoded.NotAnEvent());
    }

    @Test
    void another_version_of_the_type_needs_a_person() {
        assertThat(explanation(STRUCTURED.replace("passage.v1", "passage.v2")))
                .isEqualTo("type: expected parking.gate.passage.v1, found another version");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eventId    | 7                     | eventId: expected a string of 1 to 128 characters, found a number",
                "eventId    | \"\"                  | eventId: expected a string of 1 to 128 characters, found an empty string",
                "lotId      | null                  | lotId: expected a string of 1 to 64 characters, found null",
                "lotId      | {}                    | lotId: expected a string of 1 to 64 characters, found an object",
                "direction  | \"in\"                | direction: expected IN or OUT, found a string of 2 characters",
                "direction  | true                  | direction: expected IN or OUT, found a boolean",
                "plateNumber| 12345                 | plateNumber: expected a string of at most 64 characters, found a number",
                "occurredAt | \"2024-03-01T10:15:30\" | occurredAt: expected an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00, found a string of 19 characters",
                "occurredAt | \"2024-03-01 10:15:30+08:00\" | occurredAt: expected an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00, found a string of 25 characters",
                "occurredAt | 1709259330            | occurredAt: expected an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00, found a number",
                "occurredAt | \"+12024-03-01T10:15:30+08:00\" | occurredAt: expected an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00, found a string of 27 characters",
                "confidence | \"97\"                | confidence: expected a number from 0 to 100, found a string of 2 characters",
                "confidence | 101                   | confidence: expected a number from 0 to 100, found a number",
                "confidence | 1E400                 | confidence: expected a number from 0 to 100, found a number",
                "eventId    | \"\\ud83d\"          | eventId: expected Unicode text, found half of a surrogate pair",
                "lotId      | \"a\\udc00\\ud800\"   | lotId: expected Unicode text, found half of a surrogate pair",
                "occurredAt | \"2024-03-01T10:15+08:00\" | occurredAt: expected an RFC 3339 time with offset such as 2026-01-31T10:15:30+08:00, found a string of 22 characters",
                "laneId     | []                    | laneId: expected a string, found an array",
            })
    void names_the_field_and_what_was_expected_but_not_the_value(String field, String json, String expected) {
        String value = BARE.replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|[0-9]+)", Matcher.quoteReplacement("\"" + field + "\":" + json));
        assertThat(value).isNotEqualTo(BARE);

        assertThat(explanation(value)).isEqualTo(expected);
    }

    @Test
    void names_all_fields_that_are_wrong_with_their_place() {
        assertThat(explanation(STRUCTURED.replace(DATA, "{\"plateNumber\":null,\"alternates\":\"粤B12345\"}")))
                .isEqualTo(
                        "data.lotId: expected a string of 1 to 64 characters, found nothing;"
                                + " data.direction: expected IN or OUT, found nothing;"
                                + " data.alternates: expected an array of at most 8 strings of at most 64 characters, found a string of 7 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello          | the value is not JSON: broken off or wrong at line 1, column 6",
                "{\"a\":        | the value is not JSON: broken off or wrong at line 1, column 6",
                "{} {}          | the value is not JSON: broken off or wrong at line 1, column 4",
                "'  '           | the value is not JSON: broken off or wrong at line 1, column 1",
            })
    void says_where_a_text_stops_being_json(String value, String expected) {
        Decoded decoded = decode(value);

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Undecodable.class,
                        undecodable -> assertThat(undecodable.explanation())
                                .startsWith(expected.substring(0, expected.indexOf("column"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "GB18030"})
    void takes_no_other_encoding(String charset) throws Exception {
        assertThat(decode(new RecordHeaders(), BARE.getBytes(charset))).isInstanceOf(Decoded.Undecodable.class);
    }

    @Test
    void an_empty_type_is_a_mistake_and_not_another_type() {
        assertThat(explanation(STRUCTURED.replace("parking.gate.passage.v1", "")))
                .isEqualTo("type: expected parking.gate.passage.v1, found an empty string");
    }

    @Test
    void a_null_time_in_the_data_leaves_that_of_the_wrapper() {
        assertThat(decode(STRUCTURED.replace("\"lotId\"", "\"occurredAt\":null,\"lotId\"")))
                .isEqualTo(new Decoded.Event(EVENT));
    }

    @Test
    void nesting_without_end_is_undecodable() {
        assertThat(decode("[".repeat(1_000_000))).isInstanceOf(Decoded.Undecodable.class);
    }

    /** Bytes flipped, cut and repeated at random, with a fixed seed: whatever comes, there is an answer and no exception. */
    @Test
    void damaged_events_never_throw() {
        Random random = new Random(20240301);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = (i % 2 == 0 ? BARE : STRUCTURED).getBytes(StandardCharsets.UTF_8);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length;
            assertThat(decode(new RecordHeaders(), java.util.Arrays.copyOf(bytes, length)))
                    .isNotNull();
        }
    }
}
