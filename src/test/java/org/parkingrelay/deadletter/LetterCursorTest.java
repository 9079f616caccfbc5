package org.parkingrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.deadletter.LetterCursor.Range;

class LetterCursorTest {

    @Test
    void what_is_written_is_read_again() {
        LetterCursor cursor =
                new LetterCursor(1_000_000, new TreeMap<>(Map.of(0, new Range(0, 77), 11, new Range(5, 999_999_999))));

        assertThat(LetterCursor.parse(cursor.text())).contains(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void that_of_many_partitions_is_read_again() {
        TreeMap<Integer, Range> left = new TreeMap<>();
        for (int partition = 0; partition < 1_000; partition++) {
            left.put(partition, new Range(123_456_789L, 987_654_321_000L));
        }

        assertThat(LetterCursor.parse(new LetterCursor(1, left).text())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1;5;",
                "1;5;0:1",
                "1;5;0:1-",
                "2;5;0:1-2",
                "1;5;0:1-2,",
                "1;5;x:1-2",
                "1;-5;0:1-2",
                "1;5;0:1--2",
                "1;5;0:1-99999999999999999999",
                "1;5;0:1-2 ",
                "1;5;0:1-2\n"
            })
    void anything_else_is_none(String plain) {
        String text = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

        assertThat(LetterCursor.parse(text)).isEmpty();
        assertThat(LetterCursor.parse(plain)).isEmpty();
    }

    @Test
    void one_that_is_too_long_is_none() {
        assertThat(LetterCursor.parse("A".repeat(100_000))).isEmpty();
    }
}
