package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.event.Direction;
import org.parkingrelay.testing.GateRecords;

class MappingTest {

    private static final String TOPIC = "vendor.topic";
    private static final String RECORD = """
            {"id":"r-1","car":"粤-BD12345","n":"x","lot":"LOT-1","items":[1,2,{"car":"粤BD12345"}],"at":"2024-03-01T10:15:30+08:00"}""";
    private static final String ONE_EVENT = """
            {"eventId": id, "direction": "IN", "plateNumber": car, "lotId": lot, "occurredAt": at}""";

    private static Mapping compiled(String text) {
        try {
            return Mapping.compile("vendor.jsonata", text, new MappingFunctions(LaneTable.EMPTY));
        } catch (MappingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Decoded> decode(String text) {
        return compiled(text).decode(GateRecord.of(GateRecords.of(TOPIC, RECORD)));
    }

    private static String explanation(String text) {
        List<Decoded> decoded = decode(text);
        assertThat(decoded).hasSize(1).first().isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid) decoded.get(0)).explanation();
    }

    @Test
    void one_record_becomes_an_event() {
        assertThat(decode(ONE_EVENT)).singleElement().isInstanceOfSatisfying(Decoded.Event.class, decoded -> {
            assertThat(decoded.event().eventId()).isEqualTo("r-1");
            assertThat(decoded.event().direction()).isEqualTo(Direction.IN);
            assertThat(decoded.event().lotId()).isEqualTo("LOT-1");
        });
    }

    @Test
    void one_record_becomes_several_events_each_checked_on_its_own() {
        List<Decoded> decoded = decode("[%s, {\"eventId\": 7}, %s]".formatted(ONE_EVENT, ONE_EVENT));

        assertThat(decoded).hasSize(3);
        assertThat(decoded.get(0)).isInstanceOf(Decoded.Event.class).isEqualTo(decoded.get(2));
        assertThat(((Decoded.Invalid) decoded.get(1)).explanation())
                .startsWith("eventId: expected a string of 1 to 128 characters, found a number")
                .contains("; direction: expected IN or OUT, found nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "null", "[]", "items[car = 'other']"})
    void nothing_yielded_is_no_passage(String text) {
        assertThat(decode(text)).containsExactly(new Decoded.NotAnEvent());
    }

    @Test
    void a_tombstone_is_left_and_what_is_no_json_is_undecodable() {
        ConsumerRecord<byte[], byte[]> tombstone = GateRecords.of(TOPIC, new RecordHeaders(), null);

        assertThat(compiled(ONE_EVENT).decode(GateRecord.of(tombstone))).containsExactly(new Decoded.NotAnEvent());
        assertThat(compiled(ONE_EVENT).decode(GateRecord.of(GateRecords.of(TOPIC, "{\"id\":"))))
                .containsExactly(
                        new Decoded.Undecodable("the value is not JSON: broken off or wrong at line 1, column 7"));
    }

    @Test
    void topic_time_and_headers_are_the_first_record_s() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("x-lot", "LOT-9".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> copy =
                GateRecords.of("the.retry.topic", headers, RECORD.getBytes(StandardCharsets.UTF_8));
        String text = """
                {"eventId": $record.topic & ":" & $record.timestamp, "direction": "IN", "plateNumber": car,
                 "lotId": $record.headers."x-lot", "occurredAt": at}""";

        List<Decoded> decoded = compiled(text).decode(new GateRecord(TOPIC, 5, copy));

        assertThat(decoded).singleElement().isInstanceOfSatisfying(Decoded.Event.class, read -> {
            assertThat(read.event().eventId()).isEqualTo("vendor.topic:5");
            assertThat(read.event().lotId()).isEqualTo("LOT-9");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "a text"        | vendor.jsonata: expected an event, an array of events, or nothing, found a string of 6 characters
            [1..1001]       | vendor.jsonata: yields 1001 events; a record may hold 1000
            $number(car)    | vendor.jsonata: a text that should be a number is none
            $toMillis(car)  | vendor.jsonata: a text that should be a time is none
            car + 1         | vendor.jsonata: The left side of the "+" operator must evaluate to a number
            $uppercase(items) | vendor.jsonata, line 1, column 11: Argument "1" of function "uppercase" does not match function signature
            {car: 1, items: 2} | vendor.jsonata, line 1, column 1: Key in object structure must evaluate to a string; got: "(a value of the record)"
            $error("no lane") | vendor.jsonata, line 1, column 7: no lane
            $error("no lane " & car) | vendor.jsonata, line 1, column 7: (a value of the record)
            $assert(n = "y", "must be y") | vendor.jsonata, line 1, column 8: must be y
            $sort([1, car]) | vendor.jsonata: a value is of a kind that the expression cannot use (ClassCastException)
            1 / 0           | vendor.jsonata, line 1, column 1: Number out of range: "(a value of the record)"
            ($f := function($x){$f($x) + 1}; $f(1)) | vendor.jsonata: calls itself too often
            ($f := function($x){$f($x)}; $f(1)) | vendor.jsonata, line 1, column 32: does not end within 1000000 steps
            """)
    void an_error_tells_the_mapping_s_place_and_nothing_of_the_record(String text, String explanation) {
        assertThat(explanation(text)).isEqualTo(explanation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            n[              | vendor.jsonata, line 1, column 2: Expected "]" before end of expression
            {;"a": ;}       | vendor.jsonata, line 3, column 1: The symbol "}" cannot be used as a unary operator
            {;"a": "b;      | vendor.jsonata, line 2, column 8: String literal must be terminated by a matching quote
            {;"a": $tiem(at)} | vendor.jsonata, line 2, column 6: there is no function $tiem
            /(/             | vendor.jsonata, line 1, column 3: No terminating / in regular expression
            """)
    void what_does_not_compile_is_told_with_its_place(String text, String explanation) {
        assertThatThrownBy(() -> Mapping.compile(
                        "vendor.jsonata", text.replace(';', '\n'), new MappingFunctions(LaneTable.EMPTY)))
                .isInstanceOf(MappingException.class)
                .hasMessage(explanation);
    }

    @Test
    void functions_that_a_mapping_defines_or_only_speaks_of_are_no_mistake() {
        String text = """
                /* $nosuch(1) */ ($f := function($x, $g) {$g($x)}; $h := $trim; nothing["$nosuch(2)" = `$nosuch(3)`][$f(car, $h) = 1])""";

        assertThat(decode(text)).containsExactly(new Decoded.NotAnEvent());
    }

    @Test
    void a_variable_does_not_outlive_its_record() {
        Mapping mapping = compiled("$seen := $exists($seen) ? $error(\"seen before\") : nothing");

        for (int i = 0; i < 2; i++) {
            assertThat(mapping.decode(GateRecord.of(GateRecords.of(TOPIC, RECORD))))
                    .containsExactly(new Decoded.NotAnEvent());
        }
    }

    @Test
    void a_value_that_cannot_be_read_refuses_its_own_event_and_no_other() {
        String events = """
                ["%s", "31.1.2026"].{"eventId": "e", "direction": "OUT", "plateNumber": "", "lotId": "l",
                  "occurredAt": $time($), "enteredAt": $time("never")}""".formatted("2026-01-31 10:15:30");

        List<Decoded> decoded = decode(events);

        assertThat(decoded).hasSize(2).first().isInstanceOf(Decoded.Event.class);
        assertThat(((Decoded.Invalid) decoded.get(1)).explanation())
                .startsWith("vendor.jsonata: occurredAt: $time: expected epoch seconds")
                .doesNotContain("31.1.2026", "enteredAt");
    }

    @Test
    void many_headers_cost_no_more_than_each_once() {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < 100_000; i++) {
            headers.add("h" + i, new byte[0]);
        }
        headers.add("h0", "last".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> record = GateRecords.of(TOPIC, headers, RECORD.getBytes(StandardCharsets.UTF_8));
        String text = ONE_EVENT.replace("\"eventId\": id", "\"eventId\": $record.headers.h0");

        assertThat(assertTimeout(Duration.ofSeconds(10), () -> compiled(text).decode(GateRecord.of(record))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        read -> assertThat(read.event().eventId()).isEqualTo("last"));
    }
}
