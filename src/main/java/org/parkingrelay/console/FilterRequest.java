package org.parkingrelay.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.event.Plate;

/**
 * Which dead letters are meant; what is null or empty is left open.
 *
 * @param from a time with its offset: written then or later
 * @param until likewise: written before
 * @param reasons such as {@code INVALID}
 * @param codes WeChat Pay's
 * @param circle a circle's name
 * @param lot a car park, as its events call it
 * @param gate a lane, as its events call it
 * @param plateNumber a car's plate
 * @param minAttempts calls of WeChat Pay, at least
 * @param maxAttempts and at most
 * @param text anywhere in the letter
 * @param cause a group's
 * @param states such as {@code open}; where null, open ones only, where empty, all
 */
public record FilterRequest(
        @Nullable String from,
        @Nullable String until,
        @Nullable List<String> reasons,
        @Nullable List<String> codes,
        @Nullable String circle,
        @Nullable String lot,
        @Nullable String gate,
        @Nullable String plateNumber,
        @Nullable Integer minAttempts,
        @Nullable Integer maxAttempts,
        @Nullable String text,
        @Nullable String cause,
        @Nullable List<String> states) {

    /** Every open letter. */
    public static final FilterRequest OPEN =
            new FilterRequest(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** A text of people; events have none longer. */
    private static final int LONGEST_TEXT = 256;

    /** Kafka's times end later, but not much of use is written so. */
    private static final int LAST_YEAR = 9_999;

    private static final Pattern CAUSE = Pattern.compile("[0-9a-f]{16}");

    /**
     * The filter that is meant.
     *
     * @throws ProblemException where a field is wrong; it names the field and never tells the value
     */
    public LetterFilter toFilter() {
        Optional<Instant> first = time("from", from);
        Optional<Instant> end = time("until", until);
        if (first.isPresent() && end.isPresent() && !first.get().isBefore(end.get())) {
            throw ProblemException.field("until", "is not after from; expected is a later time");
        }
        OptionalInt least = attempts("minAttempts", minAttempts);
        OptionalInt most = attempts("maxAttempts", maxAttempts);
        if (least.isPresent() && most.isPresent() && least.getAsInt() > most.getAsInt()) {
            throw ProblemException.field("maxAttempts", "is less than minAttempts; expected is a larger number");
        }
        return new LetterFilter(
                first,
                end,
                wantedReasons(),
                wantedCodes(),
                text("circle", circle),
                text("lot", lot),
                text("gate", gate),
                plates(),
                least,
                most,
                text("text", text),
                wantedStates(),
                wantedCause());
    }

    /**
     * The same of a car.
     *
     * @throws ProblemException where there is no plate: who meant one car must not be understood to mean all
     */
    public FilterRequest withPlate(String plate) {
        if (plate.isBlank()) {
            throw ProblemException.field("plateNumber", "is empty; expected is a plate");
        }
        return new FilterRequest(
                from, until, reasons, codes, circle, lot, gate, plate, minAttempts, maxAttempts, text, cause, states);
    }

    /** The same, and where it names no states, of all: a job says of each why it leaves it out. */
    FilterRequest ofAnyState() {
        return states != null
                ? this
                : new FilterRequest(
                        from,
                        until,
                        reasons,
                        codes,
                        circle,
                        lot,
                        gate,
                        plateNumber,
                        minAttempts,
                        maxAttempts,
                        text,
                        cause,
                        List.of());
    }

    private static Optional<Instant> time(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(value);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return Optional.of(time.toInstant());
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw ProblemException.field(
                field, "is no time; expected is one with its offset such as 2026-01-31T10:15:30+08:00");
    }

    private static OptionalInt attempts(String field, @Nullable Integer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value < 0) {
            throw ProblemException.field(field, "is negative; expected is a number from 0 on");
        }
        return OptionalInt.of(value);
    }

    private static Optional<String> text(String field, @Nullable String value) {
        if (value != null && value.length() > LONGEST_TEXT) {
            throw ProblemException.field(field, "is too long; expected are at most " + LONGEST_TEXT + " characters");
        }
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private Set<String> wantedReasons() {
        Set<String> known =
                Arrays.stream(DeadLetterReason.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
        Set<String> wanted = set("reasons", reasons);
        if (!known.containsAll(wanted)) {
            throw ProblemException.field("reasons", "has one that is not known; expected are of " + sorted(known));
        }
        return wanted;
    }

    private Set<String> wantedCodes() {
        Set<String> wanted = set("codes", codes);
        wanted.forEach(code -> text("codes", code));
        return wanted;
    }

    private Set<LetterState> wantedStates() {
        if (states == null) {
            return Set.of(LetterState.OPEN);
        }
        Set<LetterState> wanted = new LinkedHashSet<>();
        for (String tag : set("states", states)) {
            wanted.add(Arrays.stream(LetterState.values())
                    .filter(state -> state.tag().equals(tag))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.field(
                            "states",
                            "has one that is not known; expected are of "
                                    + Arrays.stream(LetterState.values())
                                            .map(LetterState::tag)
                                            .toList())));
        }
        return wanted;
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted().toList();
    }

    /** What a form leaves empty does not count. */
    private static Set<String> set(String field, @Nullable List<@Nullable String> values) {
        if (values == null) {
            return Set.of();
        }
        Set<String> set = new LinkedHashSet<>();
        for (String value : values) {
            if (value == null) {
                throw ProblemException.field(field, "holds null; expected are texts");
            }
            if (!value.isEmpty()) {
                set.add(value);
            }
        }
        return set;
    }

    private Set<Plate> plates() {
        return plateNumber == null || plateNumber.isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(PlateField.read("plateNumber", plateNumber));
    }

    private Optional<String> wantedCause() {
        if (cause == null || cause.isEmpty()) {
            return Optional.empty();
        }
        if (!CAUSE.matcher(cause).matches()) {
            throw ProblemException.field("cause", "is none; expected is the cause of a group");
        }
        return Optional.of(cause);
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "FilterRequest[hidden]";
    }
}
