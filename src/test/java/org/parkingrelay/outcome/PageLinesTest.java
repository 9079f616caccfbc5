package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLinesTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"at\":1,\"topic\":\"t\",\"partition\":2,\"offset\":42} | 42",
                "{\"at\":1,\"topic\":\"t\",\"partition\":2,\"offset\":0,\"place\":3,\"redrives\":12} | 0",
                "{\"note\":\"x,\\\"offset\\\":7\",\"topic\":\"t\",\"offset\":42} | 42",
                "{\"at\":1,\"offset\":} | -1",
                "{\"at\":1} | -1",
                "offset | -1",
                "'' | -1"
            })
    void the_offset_of_a_line_is_found_without_reading_it(String line, long offset) {
        byte[] page = bytes("{\"offset\":1}\n" + line + "\n{\"at\":1,\"offset\":9}\n");
        int from = 13;

        assertThat(PageLines.offset(page, from, from + bytes(line).length)).isEqualTo(offset);
    }

    @Test
    void a_line_is_of_a_car_by_its_beginning_alone() {
        byte[] hash = bytes("h".repeat(PlateHash.LENGTH));
        String car = "{\"car\":\"" + "h".repeat(PlateHash.LENGTH);

        assertThat(isOf(hash, car + "\",\"at\":1}")).isTrue();
        assertThat(isOf(hash, car + "h\",\"at\":1}")).isFalse();
        assertThat(isOf(hash, car)).isFalse();
        assertThat(isOf(hash, " " + car + "\"}")).isFalse();
        assertThat(isOf(hash, "{\"at\":1}")).isFalse();
        assertThat(isOf(hash, "")).isFalse();
    }

    private static boolean isOf(byte[] hash, String line) {
        return PageLines.isOf(hash, bytes(line), 0, bytes(line).length);
    }

    @Test
    void what_is_picked_is_a_page_again_whether_or_not_the_last_line_ends() {
        byte[] picked = PageLines.pick(bytes("one\ntwo\n\nthree"), (page, from, to) -> page[from] == 't');

        assertThat(picked).asString().isEqualTo("two\nthree\n");
        assertThat(PageLines.pick(bytes("one\n"), (page, from, to) -> false)).isEmpty();
    }
}
