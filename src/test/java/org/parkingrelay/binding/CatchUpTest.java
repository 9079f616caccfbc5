package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final TopicPartition PARTITION = new TopicPartition("bindings", 0);

    private final CatchUp catchUp = new CatchUp();

    @Test
    void is_done_when_the_end_of_the_start_is_reached() {
        catchUp.begin(Map.of(PARTITION, 3L), Map.of(PARTITION, 10L));
        assertThat(catchUp.missing()).contains("7 records to go");

        catchUp.reached(PARTITION, 10, 5);

        assertThat(catchUp.isDone()).isTrue();
        assertThat(catchUp.missing()).isEmpty();
    }

    @Test
    void is_done_where_there_is_no_topic() {
        assertThat(catchUp.isDone()).isFalse();
        catchUp.nothingToRead();

        assertThat(catchUp.isDone()).isTrue();
    }

    @Test
    void a_topic_that_cannot_be_seen_for_a_moment_does_not_end_a_filling_that_has_begun() {
        catchUp.begin(Map.of(PARTITION, 0L), Map.of(PARTITION, 10L));
        catchUp.nothingToRead();

        assertThat(catchUp.isDone()).isFalse();
    }

    @Test
    void a_store_that_was_lost_is_waited_for_again() {
        catchUp.nothingToRead();
        catchUp.lost();
        catchUp.nothingToRead();

        assertThat(catchUp.isDone()).isFalse();
    }
}
