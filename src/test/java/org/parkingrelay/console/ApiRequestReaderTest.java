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
}
