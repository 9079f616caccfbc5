package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.testing.GateRecords;

class MappingFunctionsTest {

    private static final String GBK_AS_LATIN_1 =
            new String("粤B12345".getBytes(Charset.forName("GBK")), StandardCharsets.ISO_8859_1);

    private static String yields(String expression, String record) {
        try {
            return MappingSamples.compiled("{\"r\": (" + expression + ")}")
                    .events(GateRecord.of(GateRecords.of("topic", record)))
                    .get(0)
                    .toString();
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static String yields(String expression) {
        return yields(expression, "{}");
    }

    @Test
    void tidy_trims_names_and_texts_and_drops_what_is_empty_at_any_depth() {
        assertThat(yields("$tidy($)", """
                        {" a ":" x\u3000","b":"","c":null,"d ":{" e":["","\u00a0",null,{"f ":"\\u0000y\\ufeff"}]},"n":0,"z":false,"o":{"p":" "}}""")).isEqualTo("""
                        {"r":{"a":"x","d":{"e":[{"f":"y"}]},"n":0,"z":false,"o":{}}}""");
    }

    @ParameterizedTest
    @CsvSource({
        "97, 97",
        "'\" 97 \"', 97",
        "'\"92.5\"', 92.5",
        "0.5, 0.5",
        "100, 100",
        "'\"100\"', 100",
        "100.1, ''",
        "-1, ''",
        "'\"101\"', ''",
        "'\"-1\"', ''",
        "'\"1e2\"', ''",
        "'\"high\"', ''",
        "'\"\"', ''",
        "true, ''",
        "'[97]', ''"
    })
    void percent_is_a_number_from_0_to_100_or_nothing(String value, String percent) {
        assertThat(yields("$percent(value)", "{\"value\":" + value + "}"))
                .isEqualTo(percent.isEmpty() ? "{}" : "{\"r\":" + percent + "}");
    }

    /** https://docs.jsonata.org/string-functions#string */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            $string(5)              | {"r":"5"}
            $string("a")            | {"r":"a"}
            $string(true)           | {"r":"true"}
            $string(null)           | {"r":"null"}
            $string(nothing)        | {}
            [1..3].$string()        | {"r":["1","2","3"]}
            $string({"a": [1, "b"]}) | {"r":"{\\"a\\":[1,\\"b\\"]}"}
            $map([1, 2], $string)   | {"r":["1","2"]}
            """)
    void string_is_jsonata_s_own(String expression, String result) {
        assertThat(yields(expression)).isEqualTo(result);
    }

    @Test
    void where_a_name_stands_twice_the_one_without_blanks_counts() {
        assertThat(yields("$tidy($)", "{\"a \":1,\"a\":2}")).isEqualTo("{\"r\":{\"a\":2}}");
        assertThat(yields("$tidy($)", "{\"a\":2,\"a \":1}")).isEqualTo("{\"r\":{\"a\":2}}");
        assertThat(yields("$tidy($)", "{\"a\":\"\",\"a \":1}")).isEqualTo("{\"r\":{\"a\":1}}");
    }

    @Test
    void tidy_takes_single_values_and_leaves_the_record_as_it_is() {
        assertThat(yields("[$tidy(' x '), $tidy(7), $tidy('  ')]")).isEqualTo("{\"r\":[\"x\",7]}");
        assertThat(yields("($t := $tidy($); [a, $t.a])", "{\"a\":\" x\"}")).isEqualTo("{\"r\":[\" x\",\"x\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$tidy(nothing)", "$time(nothing)", "$time(null)", "$hash(nothing)", "$percentDecoded(nothing)",
                "$base64(nothing)", "$recoded(nothing, 'GBK')", "$json(nothing)", "$lane(nothing)", "$lane(null)",
                "$lane('nowhere')", "nothing.$time()", "$tidy('')", "$json('null')"
            })
    void nothing_in_gives_nothing_out(String expression) {
        assertThat(yields(expression)).isEqualTo("{}");
    }

    @Test
    void without_an_argument_the_context_is_taken() {
        assertThat(yields("at.$time()", "{\"at\":\"2024-3-1 9:05\"}"))
                .isEqualTo("{\"r\":\"2024-03-01T09:05:00+08:00\"}");
        assertThat(yields("at ~> $time", "{\"at\":1709259330}")).isEqualTo("{\"r\":\"2024-03-01T10:15:30+08:00\"}");
        assertThat(yields("$map(at, $time)", "{\"at\":[1709259330,1709259331]}"))
                .contains(":30+08:00", ":31+08:00");
    }

    @ParameterizedTest
    @CsvSource({
        // printf '%s' 'a|b' | sha256sum | head -c 32, and so on
        "'[\"a\", \"b\"]',                          0eab8a0a3380abf4c7d1fb0b43b66aaf",
        "'[\"P1\", \"粤B12345\", 2, true, null]',     8e7d8de331acd2c6fd06fa0705be10fd",
        "'\"a\"',                                    ca978112ca1bbdcafac231b39a23dc4d",
        "'[1.0, 2.5, 12345678901]',                  fb516242b24437404eeb8524a67e401c",
    })
    void hash_is_the_half_of_a_sha_256_over_the_values_with_bars_between(String values, String expected) {
        assertThat(yields("$hash(" + values + ")")).isEqualTo("{\"r\":\"" + expected + "\"}");
    }

    @Test
    void hash_refuses_what_has_no_one_text() {
        assertThatThrownBy(() -> yields("$hash([])")).hasMessageContaining("$hash: expected at least one value");
        assertThatThrownBy(() -> yields("$hash([{\"a\": 1}])")).hasMessageContaining("$hash: expected texts, numbers");
    }

    @ParameterizedTest
    @CsvSource({
        "粤B12345,                                    粤B12345",
        "%E7%B2%A4B12345,                             粤B12345",
        "%25E7%25B2%25A4B12345,                       粤B12345",
        "%2525E7%2525B2%2525A4B12345,                 粤B12345",
        "%252525E7%252525B2%252525A4B12345,           %E7%B2%A4B12345",
        "100%,                                        100%",
        "5% off,                                      5% off",
        "%E7%B2B12345,                                %E7%B2B12345",
        "%ZZ,                                         %ZZ",
        "a+b,                                         a+b",
        "粤%42,                                        粤B",
    })
    void percent_decoding_is_repeated_and_leaves_what_is_malformed(String text, String expected) {
        assertThat(Texts.percentDecoded(text)).isEqualTo(expected);
    }

    @Test
    void base64_is_read_in_its_charset_with_or_without_padding() {
        byte[] gbk = "粤B12345".getBytes(Charset.forName("GBK"));
        String encoded = Base64.getEncoder().encodeToString(gbk);
        assertThat(yields("$base64('6LWjR1o3UzEz')")).isEqualTo("{\"r\":\"赣GZ7S13\"}");
        assertThat(yields("$base64('" + encoded + "', 'GBK')")).isEqualTo("{\"r\":\"粤B12345\"}");
        assertThat(Texts.base64(encoded.replace("=", "") + "\n", "GBK")).isEqualTo("粤B12345");
        assertThat(Texts.base64("77-_", null)).isEqualTo(Texts.base64("77+/", null));
    }

    @Test
    void base64_that_is_none_or_of_another_charset_is_an_error() {
        assertThat(yields("$base64('粤B12345')")).contains(Unreadable.BASE64.text());
        assertThat(yields("$base64('1MFC')")).contains(Unreadable.BASE64_TEXT.text());
        assertThatThrownBy(() -> yields("$base64('YQ==', 'no such')")).hasMessageContaining("expected a charset");
        assertThatThrownBy(() -> yields("$base64(7)")).hasMessageContaining("$base64: expected a text");
    }

    @Test
    void a_text_that_was_read_as_latin_1_becomes_what_it_was() {
        assertThat(yields("$recoded(p, 'GBK')", "{\"p\":\"" + GBK_AS_LATIN_1 + "\"}"))
                .isEqualTo("{\"r\":\"粤B12345\"}");
        assertThat(Texts.recoded("粤B12345", "GBK")).isEqualTo("粤B12345");
        assertThat(Texts.recoded("B12345", "GBK")).isEqualTo("B12345");
        assertThat(Texts.recoded("\u00ff\u00ff", "UTF-8")).isEqualTo("\u00ff\u00ff");
        assertThatThrownBy(() -> yields("$recoded('a')")).hasMessageContaining("$recoded: expected a charset");
    }

    @Test
    void json_in_a_text_is_read_and_what_is_no_text_is_left() {
        assertThat(yields("$json(a).b", "{\"a\":\"{\\\"b\\\":[1]}\"}")).isEqualTo("{\"r\":[1]}");
        assertThat(yields("$json(a).b", "{\"a\":{\"b\":1}}")).isEqualTo("{\"r\":1}");
        assertThatThrownBy(() -> yields("$json('{')"))
                .hasMessageContaining("$json: expected the text of one JSON value");
    }

    @Test
    void lanes_are_looked_up_by_text_or_number() throws Exception {
        LaneTable lanes = LaneTable.parse(
                "lanes.json", "{\"7\":{\"direction\":\"OUT\",\"zone\":3}}".getBytes(StandardCharsets.UTF_8));
        Mapping mapping = Mapping.compile("m", "$lane(id)", new MappingFunctions(lanes));
        assertThat(mapping.events(GateRecord.of(GateRecords.of("t", "{\"id\":7}"))))
                .hasToString("[{\"direction\":\"OUT\",\"zone\":3}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$now()", "$millis()", "$random()", "$shuffle([1,2])", "$eval('1')"})
    void what_is_not_the_same_each_time_is_not_available(String expression) {
        assertThatThrownBy(() -> yields(expression))
                .hasMessageContaining(expression.replaceAll("\\(.*", "") + " is not available in mappings")
                .hasMessageContaining("line 1");
    }

    @Test
    void more_arguments_than_a_function_takes_are_an_error() {
        assertThatThrownBy(() -> yields("$lane('a', 'b')")).hasMessageContaining("$lane: too many arguments");
    }
}
