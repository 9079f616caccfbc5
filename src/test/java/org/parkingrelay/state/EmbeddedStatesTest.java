package org.parkingrelay.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.event.Direction.IN;
import static org.parkingrelay.event.Direction.OUT;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.state.KeyState.Answer;
import org.parkingrelay.state.StateStore.Wish;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.StoreWatches;

class EmbeddedStatesTest extends StateStoreContract {

    @TempDir
    Path folder;

    private EmbeddedStore file;
    private EmbeddedStates states;

    @BeforeEach
    void open() {
        file = EmbeddedStore.open(
                        Optional.of(folder.resolve("store.mv").toString()), StoreWatches.any(), new ConfigProblems())
                .orElseThrow();
        states = new EmbeddedStates(file, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Override
    StateStore store() {
        return states;
    }

    @Test
    void states_survive_the_process_and_its_leases_do_not() {
        Wish in = wish("a", "e1", IN, 10);
        await(states.begin("key", in));
        await(states.accepted("key", in, in.wanted(), false));
        await(states.begin("key", wish("a", "e2", OUT, 20)));
        file.close();
        open();

        assertThat(await(states.begin("key", wish("b", "e1", IN, 10))).kind()).isEqualTo(Answer.Kind.DUPLICATE);
        assertThat(await(states.begin("key", wish("b", "e3", OUT, 30))).kind()).isEqualTo(Answer.Kind.PROCEED);
    }

    @Test
    void a_closed_store_answers_nothing() {
        file.close();

        assertThat(states.begin("key", wish("a", "e1", IN, 10)).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void what_is_out_of_date_is_forgotten() {
        MutableClock clock = new MutableClock("2026-03-01T00:00:00Z");
        EmbeddedStates moved = new EmbeddedStates(file, clock);
        long soon = clock.instant().plus(Duration.ofHours(1)).toEpochMilli();
        Wish wish = wish("a", "e1", IN, 10);
        Wish shortLived = new Wish(wish.wanted(), "", 0, wish.token(), 0, soon);
        await(moved.begin("key", shortLived));
        await(moved.accepted("key", shortLived, shortLived.wanted(), false));
        await(moved.tell("e1", "key", "sealed", soon));

        clock.advance(Duration.ofMinutes(59));
        moved.sweep();
        assertThat(file.map("states")).isNotEmpty();
        clock.advance(Duration.ofMinutes(2));
        moved.sweep();

        assertThat(file.map("states")).isEmpty();
        assertThat(file.map("told")).isEmpty();
    }
}
