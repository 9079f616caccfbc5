package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.outcome.ScanCursor.Spot;
import org.parkingrelay.outcome.ScanCursor.Stretch;

class ScanCursorTest {

    @Test
    void it_comes_back_as_it_was_and_knows_how_far_it_is() {
        ScanCursor cursor = new ScanCursor(
                List.of(new Stretch(0, 10, 100), new Stretch(11, 5, 15)), 200, List.of(new Spot(3, 42)), true);

        assertThat(cursor.progress()).isEqualTo(new Progress(100, 200));
        assertThat(ScanCursor.parse(cursor.goesOn().orElseThrow())).contains(cursor);
    }

    @Test
    void nothing_goes_on_where_all_was_read() {
        assertThat(new ScanCursor(List.of(), 200, List.of(), false).goesOn()).isEmpty();
    }

    @Test
    void the_largest_fits_into_a_request() {
        List<Spot> found = LongStream.range(0, ScanCursor.MOST_FOUND)
                .mapToObj(i -> new Spot(11, 1_000_000_000_000L + i))
                .toList();
        List<Stretch> stretches = LongStream.range(0, 2)
                .mapToObj(i -> new Stretch((int) i, 1_000_000_000_000L, 2_000_000_000_000L))
                .toList();

        String text = new ScanCursor(stretches, 1_000_000_000_000L, found, false)
                .goesOn()
                .orElseThrow();

        assertThat(text.length()).isLessThan(3_500);
        assertThat(ScanCursor.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0:1:2", "0:-1:2,/5//0", "0:1:2,/5//2", "0:1:2,/5/7:,/0", "0:1:99999999999999999999,/5//0"})
    void what_others_made_up_is_none(String plain) {
        assertThat(ScanCursor.parse(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        assertThat(ScanCursor.parse("%" + plain)).isEmpty();
    }
}
