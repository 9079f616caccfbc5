package org.parkingrelay.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyFilterTest {

    private static final int KEYS = 200_000;

    private final KeyFilter filter = KeyFilter.of(KEYS);

    private static List<String> keys(String province) {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> "wx1 " + province
                        + Integer.toString(36 * 36 * 36 * 36 + i, 36).toUpperCase(Locale.ROOT))
                .toList();
    }

    @Test
    void lets_every_key_pass_until_it_knows_all() {
        assertThat(filter.passes("wx1 粤B12345")).isTrue();
    }

    @Test
    void never_holds_back_a_key_that_the_store_has() {
        filter.complete(keys("粤").iterator());
        keys("京").forEach(filter::add);

        assertThat(keys("粤")).allMatch(filter::passes);
        assertThat(keys("京")).allMatch(filter::passes);
    }

    @Test
    void a_key_in_two_parts_is_the_same_as_in_one() {
        keys("京").forEach(filter::add);
        filter.complete(Collections.emptyIterator());
        long stem = KeyFilter.stem("wx1 ");

        for (String province : List.of("京", "粤")) {
            assertThat(keys(province)).allMatch(key -> filter.passes(stem, key.substring(4)) == filter.passes(key));
        }
    }

    @Test
    void is_outgrown_by_more_keys_than_it_holds_well() {
        assertThat(filter.isOutgrownBy(KEYS)).isFalse();
        assertThat(filter.isOutgrownBy(3 * KEYS)).isTrue();
        assertThat(KeyFilter.of(3 * KEYS).isOutgrownBy(3 * KEYS)).isFalse();
    }

    @Test
    void holds_back_nearly_all_strangers() {
        filter.complete(keys("粤").iterator());

        assertThat(keys("京").stream().filter(filter::passes).count()).isLessThan(KEYS / 50);
        KeyFilter empty = KeyFilter.of(0);
        empty.complete(Collections.emptyIterator());
        assertThat(empty.passes("wx1 粤B12345")).isFalse();
    }
}
