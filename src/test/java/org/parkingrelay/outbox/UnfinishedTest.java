package org.parkingrelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Past;

class UnfinishedTest {

    private static final Past TRIED = new Past(3, Optional.of(DeferReason.UNAVAILABLE), true);
    private static final Past WAITED = new Past(0, Optional.of(DeferReason.LANE_PAUSED), false);
    private static final Past OF_RECORD = new Past(9, Optional.of(DeferReason.BUSY), false);

    @Test
    void only_the_events_that_were_put_aside_are_done_again_each_with_its_own_past() {
        Unfinished written = new Unfinished(Map.of(12, TRIED, 0, WAITED), 20);
        Unfinished unfinished = Unfinished.parse(written.text());

        assertThat(written.text()).isEqualTo("0:0:LANE_PAUSED:false,12:3:UNAVAILABLE:true/20");
        assertThat(unfinished).isEqualTo(written);
        assertThat(unfinished.past(12, 20, OF_RECORD)).contains(TRIED);
        assertThat(unfinished.past(0, 20, OF_RECORD)).contains(WAITED);
        assertThat(unfinished.past(1, 20, OF_RECORD)).isEmpty();
    }

    @Test
    void all_are_new_where_the_mapping_now_yields_another_number() {
        assertThat(new Unfinished(Map.of(3, TRIED), 5).past(1, 4, OF_RECORD)).contains(Past.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all",
                "1",
                "/5",
                "5:0:BUSY:true/5",
                "1:0:BUSY:true,/5",
                "1:0:TIRED:true/5",
                "1:x:BUSY:true/5",
                "1/5",
                "1:0:BUSY:true/99999",
                "1:9999999999:BUSY:true/5"
            })
    void what_is_not_the_relay_s_own_means_all(String text) {
        assertThat(Unfinished.parse(text)).isEqualTo(Unfinished.ALL);
        assertThat(Unfinished.ALL.past(0, 1, OF_RECORD)).contains(OF_RECORD);
        assertThat(Unfinished.ALL.text()).isEmpty();
    }
}
