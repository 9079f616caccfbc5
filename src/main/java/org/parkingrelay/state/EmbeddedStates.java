package org.parkingrelay.state;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.state.KeyState.Answer;
import org.parkingrelay.state.KeyState.Reported;
import org.parkingrelay.state.ReportedStates.Recorded;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.StoreStep;

/** States in the embedded store: for one relay, which is answered at once. Thread-safe. */
public final class EmbeddedStates implements StateStore {

    /** So many keys may change at a time. */
    private static final int LOCKS = 64;

    private static final int SECRET_BYTES = 32;

    /** Marks an event that was taken back; a line of {@code told} begins with when to forget it. */
    private static final String RETRACTED = "!";

    private final EmbeddedStore store;
    private final MVMap<String, String> states;
    private final MVMap<String, String> told;
    private final MVMap<String, String> secrets;
    private final Clock clock;
    private final List<Object> locks = new ArrayList<>();
    private final Sweep sweepOfStates;
    private final Sweep sweepOfTold;

    public EmbeddedStates(EmbeddedStore store, Clock clock) {
        this.store = store;
        this.states = store.map("states");
        this.told = store.map("told");
        this.secrets = store.map("secrets");
        this.clock = clock;
        this.sweepOfStates = new Sweep(states);
        this.sweepOfTold = new Sweep(told);
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new Object());
        }
        endLeasesOfEarlierProcess();
    }

    /** The file is this process's alone, so whoever else held a lease is gone. */
    private void endLeasesOfEarlierProcess() {
        for (String key : states.keySet()) {
            KeyState state = StateText.read(states.get(key));
            if (state.holder != null) {
                state.doubts.add(state.holder.event());
                state.holder = null;
                states.put(key, StateText.write(state));
            }
        }
    }

    @Override
    public CompletionStage<Answer> begin(String key, Wish wish) {
        return step(key, state -> state.begin(wish, clock.millis()));
    }

    @Override
    public CompletionStage<Recorded> accepted(String key, Wish wish, Reported reported, boolean repeat) {
        return step(key, state -> state.accepted(wish, reported, repeat, clock.millis()));
    }

    @Override
    public CompletionStage<Void> givenUp(String key, Wish wish, boolean inDoubt) {
        return step(key, state -> {
                    state.givenUp(wish, inDoubt);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Optional<Reported>> peek(String key) {
        return answered(() -> Optional.ofNullable(StateText.read(unforgotten(states.get(key))).newest));
    }

    private <T> CompletionStage<T> step(String key, Function<KeyState, T> step) {
        return answered(() -> {
            sweepOfStates.changed(clock.millis());
            synchronized (lockOf(key)) {
                KeyState state = StateText.read(unforgotten(states.get(key)));
                T result = step.apply(state);
                states.put(key, StateText.write(state));
                return result;
            }
        });
    }

    private <T> CompletionStage<T> answered(Supplier<T> question) {
        return store.answer(StoreStep.STATE, question);
    }

    private Object lockOf(String key) {
        return locks.get(Math.floorMod(key.hashCode(), LOCKS));
    }

    @Override
    public CompletionStage<Boolean> tell(String event, String key, String sealed, long forgetAtMillis) {
        return answered(() -> {
            sweepOfTold.changed(clock.millis());
            synchronized (lockOf(event)) {
                String before = told.get(event);
                List<String> notes = notesOf(before);
                if (notes.contains(RETRACTED)) {
                    return false;
                }
                notes.removeIf(note -> note.startsWith(key + "="));
                notes.add(key + "=" + sealed);
                put(event, before, forgetAtMillis, notes);
                return true;
            }
        });
    }

    @Override
    public CompletionStage<List<String>> retract(String event, long forgetAtMillis) {
        return answered(() -> {
            sweepOfTold.changed(clock.millis());
            synchronized (lockOf(event)) {
                String before = told.get(event);
                List<String> notes = notesOf(before);
                notes.remove(RETRACTED);
                List<String> sealed = notes.stream()
                        .map(note -> note.substring(note.indexOf('=') + 1))
                        .toList();
                notes.add(RETRACTED);
                put(event, before, forgetAtMillis, notes);
                return sealed;
            }
        });
    }

    private void put(String event, @Nullable String before, long forgetAtMillis, List<String> notes) {
        long forgetAt = before == null ? forgetAtMillis : Math.max(forgetAtMillis, StateText.forgetAtMillis(before));
        told.put(event, forgetAt + " " + String.join(" ", notes));
    }

    /** What is out of date counts no more, whether or not it has been removed. */
    private @Nullable String unforgotten(@Nullable String text) {
        return text == null || StateText.forgetAtMillis(text) < clock.millis() ? null : text;
    }

    private List<String> notesOf(@Nullable String before) {
        String line = unforgotten(before);
        return line == null
                ? new ArrayList<>()
                : new ArrayList<>(
                        Arrays.asList(line.substring(line.indexOf(' ') + 1).split(" ")));
    }

    @Override
    public CompletionStage<byte[]> secret() {
        return answered(() -> {
            byte[] fresh = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(fresh);
            secrets.putIfAbsent("states", Base64.getEncoder().encodeToString(fresh));
            return Base64.getDecoder().decode(secrets.get("states"));
        });
    }

    @Override
    public void flush() {
        store.flush();
    }
}
