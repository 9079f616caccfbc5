package org.parkingrelay.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.redrive.Selection;

/**
 * Which letters a request means: some by name, or all for which all that is given holds.
 *
 * @param ids names such as {@code 0-1234}
 * @param from a time as RFC 3339 has it
 * @param until likewise, exclusive
 */
record MeantLetters(
        @Nullable List<String> ids,
        @Nullable String from,
        @Nullable String until,
        @Nullable Set<String> reasons,
        @Nullable Set<String> codes,
        @Nullable String circle,
        @Nullable String lot,
        @Nullable String gate,
        @Nullable String plateNumber,
        @Nullable Integer minAttempts,
        @Nullable Integer maxAttempts,
        @Nullable String text,
        @Nullable Set<String> states) {

    /** What the request means. */
    Selection selection() {
        if (ids == null) {
            return Selection.of(filter());
        }
        if (!filter().equals(LetterFilter.ALL)) {
            throw ProblemException.field("ids", "stands beside a filter; expected is one of the two");
        }
        return Selection.of(named(ids));
    }

    /** Letters by their names. */
    static List<LetterId> named(@Nullable List<String> ids) {
        if (ids == null || ids.isEmpty()) {
            throw ProblemException.field("ids", "names no letter; expected are names such as 0-1234");
        }
        return ids.stream().map(MeantLetters::id).toList();
    }

    /** A letter by its name. */
    static LetterId id(@Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(LetterId::parse)
                .orElseThrow(() -> ProblemException.field(
                        "ids", "holds what is no letter's name; expected are names such as 0-1234"));
    }

    private LetterFilter filter() {
        return new LetterFilter(
                time("from", from),
                time("until", until),
                orNone(reasons),
                orNone(codes),
                Optional.ofNullable(circle),
                Optional.ofNullable(lot),
                Optional.ofNullable(gate),
                plates(),
                number(minAttempts),
                number(maxAttempts),
                Optional.ofNullable(text),
                meantStates(),
                Optional.empty());
    }

    private static Set<String> orNone(@Nullable Set<String> texts) {
        return texts == null ? Set.of() : texts;
    }

    private static OptionalInt number(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static Optional<Instant> time(String field, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            throw ProblemException.field(field, "is no time; expected is one such as 2026-03-01T10:15:30Z");
        }
    }

    private Set<Plate> plates() {
        if (plateNumber == null) {
            return Set.of();
        }
        if (PlateNormaliser.read(plateNumber) instanceof PlateReading.Legible legible) {
            return Set.copyOf(legible.all());
        }
        throw ProblemException.field("plateNumber", "is not legible; expected is a plate such as 粤B12345");
    }

    private Set<LetterState> meantStates() {
        return orNone(states).stream()
                .map(text -> Arrays.stream(LetterState.values())
                        .filter(state -> state.tag().equals(text))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.field(
                                "states", "names no state; expected are open, redriven and discarded")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "MeantLetters[hidden]";
    }
}
