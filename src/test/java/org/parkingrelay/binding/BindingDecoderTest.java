package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.binding.BindingRecord.Bad;
import org.parkingrelay.binding.BindingRecord.Flaw;
import org.parkingrelay.binding.BindingRecord.Good;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.testing.MutableClock;

class BindingDecoderTest {

    private static final String NOW = "2026-03-01T12:00:00Z";
    private static final String WRITTEN = "2026-03-01T11:00:00Z";
    private static final String KEY = "{\"appId\":\"wx1\",\"plateNumber\":\"粤B·12345\",\"openid\":\"oOne\"}";

    private final BindingDecoder decoder = new BindingDecoder(new MutableClock(NOW));

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private BindingRecord read(String key, String value) {
        return decoder.read(bytes(key), bytes(value), Instant.parse(WRITTEN).toEpochMilli());
    }

    private BindingChange change(String key, String value) {
        assertThat(read(key, value)).isInstanceOf(Good.class);
        Good good = (Good) read(key, value);
        assertThat(good.changes()).hasSize(1);
        return good.changes().get(0);
    }

    private Bad bad(String key, String value) {
        assertThat(read(key, value)).isInstanceOf(Bad.class);
        return (Bad) read(key, value);
    }

    private static String keyWith(String field, String json) {
        return KEY.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":" + json);
    }

    @Test
    void a_value_makes_the_binding_that_the_key_names() {
        BindingChange change = change(KEY, "{}");

        assertThat(change.isBound()).isTrue();
        assertThat(change.isDecided()).isFalse();
        assertThat(change.binding().appId()).isEqualTo("wx1");
        assertThat(change.binding().plate().text()).isEqualTo("粤B12345");
        assertThat(change.binding().openid().text()).isEqualTo("oOne");
        assertThat(change.at()).isEqualTo(Instant.parse(WRITTEN));
    }

    @Test
    void no_value_ends_it_when_the_record_was_written() {
        BindingChange change = change(KEY, null);

        assertThat(change.isBound()).isFalse();
        assertThat(change.binding().plate().text()).isEqualTo("粤B12345");
        assertThat(change.at()).isEqualTo(Instant.parse(WRITTEN));
    }

    @Test
    void fields_that_the_contract_does_not_name_are_ignored() {
        String key = KEY.replace("}", ",\"colour\":[1,{\"a\":null}]}");

        assertThat(change(key, "{\"source\":7,\"updatedAt\":null}").isBound()).isTrue();
    }

    @Test
    void a_field_that_names_two_plates_of_a_car_binds_both() {
        Good good = (Good) read(keyWith("plateNumber", "\"粤ZJ068澳;粤B-12345\""), "{}");

        assertThat(good.changes())
                .extracting(change -> change.binding().plate().text())
                .containsExactlyInAnyOrder("粤B12345", "粤ZJ068澳");
    }

    @ParameterizedTest
    @CsvSource({
        // updatedAt, what counts
        "2026-02-28T23:00:00+08:00, 2026-02-28T15:00:00Z",
        "2026-03-01T10:59:59.999Z, 2026-03-01T10:59:59.999Z",
        "2026-03-01t10:00:00z, 2026-03-01T10:00:00Z",
        // Later than its own record.
        "2026-03-01T11:00:01Z, 2026-03-01T11:00:00Z",
        "9999-12-31T23:59:59Z, 2026-03-01T11:00:00Z"
    })
    void a_binding_counts_from_when_it_was_made_but_no_later_than_from_its_record(String updatedAt, String at) {
        assertThat(change(KEY, "{\"updatedAt\":\"" + updatedAt + "\"}").at()).isEqualTo(Instant.parse(at));
    }

    @Test
    void nothing_counts_from_later_than_now() {
        long tomorrow = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

        for (String value : Arrays.asList("{}", null, "{\"updatedAt\":\"2026-03-02T00:00:00Z\"}")) {
            Good good = (Good) decoder.read(bytes(KEY), bytes(value), tomorrow);
            assertThat(good.changes())
                    .singleElement()
                    .extracting(BindingChange::at)
                    .isEqualTo(Instant.parse(NOW));
        }
    }

    @Test
    void a_key_that_is_no_object_is_told() {
        assertThat(bad(null, "{}"))
                .isEqualTo(new Bad(Flaw.KEY, "the key: expected a JSON object in UTF-8, found nothing"));
        assertThat(bad("", "{}"))
                .isEqualTo(new Bad(Flaw.KEY, "the key: expected a JSON object in UTF-8, found no bytes"));
        assertThat(bad("粤B12345", "{}"))
                .isEqualTo(new Bad(Flaw.KEY, "the key: expected a JSON object, found text that is not JSON"));
        assertThat(bad("\"粤B12345\"", "{}"))
                .isEqualTo(new Bad(Flaw.KEY, "the key: expected a JSON object, found a string of 7 characters"));
        assertThat(bad(KEY + "x", "{}").flaw()).isEqualTo(Flaw.KEY);
        assertThat(bad("   ", "{}").flaw()).isEqualTo(Flaw.KEY);
        assertThat(bad("[".repeat(5_000), "{}").flaw()).isEqualTo(Flaw.KEY);
        assertThat(decoder.read(KEY.getBytes(Charset.forName("GB18030")), bytes("{}"), 0))
                .isEqualTo(
                        new Bad(Flaw.KEY, "the key: expected a JSON object in UTF-8, found bytes that are not UTF-8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "appId; APP_ID; 17; a number",
                "appId; APP_ID; \"\"; an empty string",
                "appId; APP_ID; \"wx 1\"; a string of 4 characters",
                "appId; APP_ID; null; null",
                "plateNumber; PLATE; true; a boolean",
                "plateNumber; PLATE; {}; an object",
                "plateNumber; PLATE; \"\"; an empty string",
                "plateNumber; PLATE; \"粤B123\"; a string of 5 characters",
                "plateNumber; PLATE; \"使123456\"; a string of 7 characters",
                "openid; OPENID; []; an array",
                "openid; OPENID; \"o:1\"; a string of 3 characters"
            })
    void a_field_of_the_key_that_breaks_the_contract_is_named_without_its_value(
            String field, Flaw flaw, String json, String found) {
        Bad bad = bad(keyWith(field, json), null);

        assertThat(bad.flaw()).isEqualTo(flaw);
        assertThat(bad.explanation()).startsWith(field + ": expected ").endsWith(", found " + found);
    }

    @Test
    void a_field_of_the_key_that_is_missing_is_named() {
        for (String field : new String[] {"appId", "plateNumber", "openid"}) {
            assertThat(bad(KEY.replace(field, "other"), "{}").explanation())
                    .startsWith(field + ": expected ")
                    .endsWith(", found nothing");
        }
    }

    @Test
    void a_text_that_is_longer_than_any_plate_is_refused() {
        assertThat(bad(keyWith("plateNumber", "\"" + "粤B12345,".repeat(9) + "\""), "{}")
                        .flaw())
                .isEqualTo(Flaw.PLATE);
    }

    @Test
    void a_value_that_is_no_object_is_told() {
        assertThat(bad(KEY, ""))
                .isEqualTo(new Bad(Flaw.VALUE, "the value: expected a JSON object in UTF-8, found no bytes"));
        assertThat(bad(KEY, "null")).isEqualTo(new Bad(Flaw.VALUE, "the value: expected a JSON object, found null"));
        assertThat(bad(KEY, "{").flaw()).isEqualTo(Flaw.VALUE);
        assertThat(bad(KEY, "[]").flaw()).isEqualTo(Flaw.VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "\"2026-03-01T10:00:00\"",
                "\"2026-03-01\"",
                "1772362800000",
                "\"\"",
                "\"+12026-03-01T10:00:00Z\"",
                "{}"
            })
    void an_updated_at_that_is_no_time_with_offset_is_told(String json) {
        Bad bad = bad(KEY, "{\"updatedAt\":" + json + "}");

        assertThat(bad.flaw()).isEqualTo(Flaw.UPDATED_AT);
        assertThat(bad.explanation()).startsWith("updatedAt: expected an RFC 3339 time with offset");
    }
}
