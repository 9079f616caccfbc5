package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestReaderTest {

    private static FindRequest read(String body) {
        return ApiRequestReader.read(FindRequest.class, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_request_is_read_and_what_it_leaves_out_is_not_there() {
        assertThat(read("{\"circle\":\"mall\",\"plateNumber\":\"粤B12345\"}"))
                .isEqualTo(new FindRequest("mall", null, "粤B12345", false));
        assertThat(read("{\"appId\":\"wx1\",\"circle\":null,\"reveal\":true}"))
                .isEqualTo(new FindRequest(null, "wx1", null, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"plate\":\"粤B12345\"}                 | plate is not known; expected are [appId, circle, plateNumber, reveal]",
                "{\"粤B12345\":1}                         | a field is not known; expected are [appId, circle, plateNumber, reveal]",
                "{\"reveal\":\"粤B12345\"}                | reveal has the wrong type; expected is true or false",
                "{\"reveal\":1}                           | reveal has the wrong type; expected is true or false",
                "{\"plateNumber\":12345}                  | plateNumber has the wrong type; expected is a text",
                "{\"plateNumber\":true}                   | plateNumber has the wrong type; expected is a text",
                "{\"plateNumber\":[\"粤B12345\"]}         | plateNumber has the wrong type; expected is a text",
                "{\"plateNumber\":{\"粤B12345\":1}}       | plateNumber has the wrong type; expected is a text",
                "{\"circle\":\"a\",\"circle\":\"粤B12345\"} | the body is no JSON; expected is one object, each field at most once",
                "{\"circle\":粤B12345}                    | the body is no JSON; expected is one object, each field at most once",
                "''                                       | the body is something else in JSON; expected is one object and nothing after it",
                "[]                                       | the body is something else in JSON; expected is one object and nothing after it",
                "\"粤B12345\"                             | the body is something else in JSON; expected is one object and nothing after it",
                "null                                     | the body is something else in JSON; expected is one object and nothing after it",
                "{} {\"circle\":\"粤B12345\"}             | the body is something else in JSON; expected is one object and nothing after it",
            })
    void what_is_wrong_is_told_by_the_field_and_never_by_the_value(String body, String detail) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(ProblemException.class)
                .hasMessage(detail)
                .hasNoCause()
                .satisfies(e -> assertThat(((ProblemException) e).problem())
                        .isEqualTo(new Problem(400, "Bad Request", detail)));
    }

    @Test
    void what_is_inside_a_field_is_read_as_strictly() {
        LettersRequest request = ApiRequestReader.read(LettersRequest.class, """
                {"filter":{"reasons":["INVALID"],"minAttempts":2,"states":[]},"limit":10}""".getBytes(StandardCharsets.UTF_8));

        assertThat(request.limit()).isEqualTo(10);
        assertThat(request.filter()).satisfies(filter -> {
            assertThat(filter.reasons()).containsExactly("INVALID");
            assertThat(filter.minAttempts()).isEqualTo(2);
            assertThat(filter.states()).isEmpty();
            assertThat(filter.text()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"filter\":{\"reasons\":\"粤B12345\"}}     | filter.reasons has the wrong type; expected is a list",
                "{\"filter\":{\"reasons\":[{}]}}            | filter.reasons[0] has the wrong type; expected is a text",
                "{\"filter\":{\"reasons\":[\"a\",5]}}        | filter.reasons[1] has the wrong type; expected is a text",
                "{\"filter\":{\"minAttempts\":\"粤B12345\"}} | filter.minAttempts has the wrong type; expected is a whole number",
                "{\"filter\":{\"minAttempts\":1.5}}         | filter.minAttempts has the wrong type; expected is a whole number",
                "{\"filter\":{\"minAttempts\":99999999999}} | filter.minAttempts has the wrong type; expected is a whole number",
                "{\"filter\":[]}                            | filter has the wrong type; expected is an object",
                "{\"filter\":\"粤B12345\"}                  | filter has the wrong type; expected is an object",
                "{\"filter\":{\"粤B12345\":1}}              | filter.a field is not known; expected are [cause, circle, codes, from, gate, lot, maxAttempts, minAttempts, plateNumber, reasons, states, text, until]",
                "{\"filter\":{\"lot\":粤B12345}}            | the body is no JSON; expected is one object, each field at most once",
                "{\"filter\":{\"lot\":\"a\",\"lot\":\"b\"}}  | the body is no JSON; expected is one object, each field at most once",
            })
    void what_is_wrong_inside_is_told_by_its_place(String body, String detail) {
        assertThatThrownBy(() -> ApiRequestReader.read(LettersRequest.class, body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class)
                .hasMessage(detail)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"from\":\"2026-01-31\"}          | from is no time; expected is one with its offset such as 2026-01-31T10:15:30+08:00",
                "{\"from\":\"2026-01-31T10:15:30Z\",\"until\":\"2026-01-31T18:15:30+08:00\"} | until is not after from; expected is a later time",
                "{\"reasons\":[\"粤B12345\"]}        | reasons has one that is not known; expected are of [FUTURE_TIME, INVALID, REJECTED, RETRIES_EXHAUSTED, UNDECODABLE, UNKNOWN_LOT]",
                "{\"states\":[\"OPEN\"]}             | states has one that is not known; expected are of [open, redriven, discarded]",
                "{\"plateNumber\":\"粤B1\"}          | plateNumber is not legible (TOO_SHORT); expected is a plate such as 粤B12345",
                "{\"minAttempts\":-1}                | minAttempts is negative; expected is a number from 0 on",
                "{\"minAttempts\":3,\"maxAttempts\":2} | maxAttempts is less than minAttempts; expected is a larger number",
                "{\"cause\":\"粤B12345\"}            | cause is none; expected is the cause of a group",
                "{\"codes\":[null]}                  | codes holds null; expected are texts",
            })
    void a_filter_that_cannot_be_meant_is_told_by_its_field(String filter, String detail) {
        LettersRequest request = ApiRequestReader.read(
                LettersRequest.class, ("{\"filter\":" + filter + "}").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> request.filter().toFilter())
                .isInstanceOf(ProblemException.class)
                .hasMessage(detail);
    }
}
