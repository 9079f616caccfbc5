package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static final String SEARCH = ScanCursor.nameOf("car", List.of("k2", "k1"), "2026-03-02");
    /** What a request may hold, by quarkus.http.limits.max-body-size. */
    private static final int REQUEST = 256 * 1024;

    @Test
    void it_comes_back_as_it_was_and_knows_how_far_it_is() throws OutcomesUnavailableException {
        ScanCursor cursor = new ScanCursor(
                SEARCH, List.of(new Stretch(0, 10, 100), new Stretch(11, 5, 15)), 200, List.of(new Spot(3, 42)), true);

        assertThat(cursor.progress()).isEqualTo(new Progress(100, 200));
        assertThat(ScanCursor.parse(cursor.goesOn().orElseThrow(), SEARCH)).contains(cursor);
    }

    @Test
    void nothing_goes_on_where_all_was_read() throws OutcomesUnavailableException {
        assertThat(new ScanCursor(SEARCH, List.of(), 200, List.of(), false).goesOn())
                .isEmpty();
    }

    private static ScanCursor of(int partitions, long offset) {
        List<Spot> found = LongStream.range(0, ScanCursor.MOST_FOUND)
                .mapToObj(i -> new Spot(partitions - 1, offset + i))
                .toList();
        List<Stretch> stretches = LongStream.range(0, partitions)
                .mapToObj(i -> new Stretch((int) i, offset, 2 * offset))
                .toList();
        return new ScanCursor(SEARCH, stretches, partitions * offset, found, false);
    }

    @Test
    void a_thousand_partitions_and_all_findings_fit_into_a_request() throws OutcomesUnavailableException {
        ScanCursor cursor = of(1_000, 100_000_000_000_000L);

        String text = cursor.goesOn().orElseThrow();

        assertThat(text.length()).isLessThan(REQUEST);
        assertThat(ScanCursor.parse(text, SEARCH)).contains(cursor);
    }

    /** Or its search would begin anew with each slice, without end. */
    @Test
    void what_would_not_be_taken_back_is_not_handed_out() {
        assertThatThrownBy(() -> of(10_000, 100_000_000_000_000L).goesOn())
                .isInstanceOf(OutcomesUnavailableException.class)
                .hasMessageContaining("too many partitions");
    }

    @Test
    void one_search_has_no_use_for_the_cursor_of_another() throws OutcomesUnavailableException {
        String text = of(1, 10).goesOn().orElseThrow();

        assertThat(ScanCursor.parse(text, ScanCursor.nameOf("car", List.of("k1", "k2"), "2026-03-02")))
                .isPresent();
        assertThat(ScanCursor.parse(text, ScanCursor.nameOf("car", List.of("k1", "k3"), "2026-03-02")))
                .isEmpty();
        assertThat(ScanCursor.parse(text, ScanCursor.nameOf("car", List.of("k1", "k2"), "2026-03-03")))
                .isEmpty();
        assertThat(ScanCursor.parse(text, ScanCursor.nameOf("records", List.of("k1", "k2"), "2026-03-02")))
                .isEmpty();
    }

    /** A pattern that goes back would need stack for each entry. */
    @Test
    void a_long_text_that_somebody_made_up_is_none() {
        String text = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((SEARCH + "/" + "0:1:2,".repeat(15_000)).getBytes(StandardCharsets.UTF_8));

        assertThat(text.length()).isLessThanOrEqualTo(ScanCursor.LONGEST);
        assertThat(ScanCursor.parse(text, SEARCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0:1:2", "0:-1:2,/5//0", "0:1:2,/5//2", "0:1:2,/5/7:,/0", "0:1:99999999999999999999,/5//0"})
    void what_others_made_up_is_none(String plain) {
        String text = SEARCH + "/" + plain;
        assertThat(ScanCursor.parse(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                        SEARCH))
                .isEmpty();
        assertThat(ScanCursor.parse("%" + text, SEARCH)).isEmpty();
    }
}
