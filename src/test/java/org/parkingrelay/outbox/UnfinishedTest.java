package org.parkingrelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfinishedTest {

    @Test
    void only_the_places_that_were_put_aside_are_done_again() {
        Unfinished unfinished = Unfinished.parse(new Unfinished(Set.of(12, 0), 20).text());

        assertThat(unfinished).isEqualTo(new Unfinished(Set.of(0, 12), 20));
        assertThat(unfinished.includes(12, 20)).isTrue();
        assertThat(unfinished.includes(1, 20)).isFalse();
    }

    @Test
    void all_are_done_again_where_the_mapping_now_yields_another_number() {
        assertThat(new Unfinished(Set.of(3), 5).includes(1, 4)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "1", "/5", "5/5", "1,/5", "1;2/5", "-1/5", "99999/99999", "1/2/3"})
    void what_is_not_the_relay_s_own_means_all(String text) {
        assertThat(Unfinished.parse(text)).isEqualTo(Unfinished.ALL);
        assertThat(Unfinished.ALL.includes(0, 1)).isTrue();
        assertThat(Unfinished.ALL.text()).isEmpty();
    }
}
