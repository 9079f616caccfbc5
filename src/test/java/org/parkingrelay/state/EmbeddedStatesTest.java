package org.parkingrelay.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.event.Direction.IN;
import static org.parkingrelay.event.Direction.OUT;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    void what_is_out_of_date_is_forgotten_as_other_things_happen() {
        MutableClock clock = new MutableClock("2026-03-01T00:00:00Z");
        EmbeddedStates moved = new EmbeddedStates(file, clock);
        Instant first = clock.instant();
        pass(moved, 1_000, "early", first.plus(Duration.ofHours(1)));

        clock.advance(Duration.ofMinutes(59));
        pass(moved, 1_000, "later", first.plus(Duration.ofHours(9)));
        assertThat(file.map("states")).hasSize(2_000);
        assertThat(file.map("told")).hasSize(2_000);
        clock.advance(Duration.ofMinutes(2));
        pass(moved, 1_000, "last", first.plus(Duration.ofHours(9)));

        assertThat(file.map("states").keySet()).hasSize(2_000).noneMatch(key -> key.startsWith("early"));
        assertThat(file.map("told").keySet()).hasSize(2_000).noneMatch(key -> key.startsWith("early"));
    }

    private static void pass(EmbeddedStates states, int cars, String name, Instant forgetAt) {
        for (int i = 0; i < cars; i++) {
            String car = name + i;
            Wish wish = wish("a", car, IN, 10);
            Wish passing = new Wish(wish.wanted(), "", 0, wish.token(), 0, forgetAt.toEpochMilli());
            await(states.tell(car, car, "sealed", passing.forgetAtMillis()));
            await(states.begin(car, passing));
            await(states.accepted(car, passing, passing.wanted(), false));
        }
    }
}
