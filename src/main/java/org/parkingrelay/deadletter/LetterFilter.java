package org.parkingrelay.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;

/**
 * Which dead letters are meant: those for which all that is given holds. Empty sets and absent values leave it open.
 *
 * @param from the first time of writing, inclusive
 * @param until the end of the times of writing, exclusive
 * @param reasons names of {@link org.parkingrelay.delivery.DeadLetterReason}
 * @param codes WeChat Pay's
 * @param gate the vendor's name of the lane
 * @param plates the readings of one plate; an event with one of them matches
 * @param text is looked for in explanation, headers and value, whatever its case
 * @param cause the {@link LetterCause#id} of a group
 */
public record LetterFilter(
        Optional<Instant> from,
        Optional<Instant> until,
        Set<String> reasons,
        Set<String> codes,
        Optional<String> circle,
        Optional<String> lot,
        Optional<String> gate,
        Set<Plate> plates,
        OptionalInt minAttempts,
        OptionalInt maxAttempts,
        Optional<String> text,
        Set<LetterState> states,
        Optional<String> cause) {

    /** Every letter. */
    public static final LetterFilter ALL = new LetterFilter(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty());

    public LetterFilter {
        reasons = Set.copyOf(reasons);
        codes = Set.copyOf(codes);
        plates = Set.copyOf(plates);
        states = Set.copyOf(states);
    }

    /** Whether a letter is meant. Its events are read only where the filter asks for them, since that takes longest. */
    public boolean matches(DeadLetter letter, LetterState state, LetterReading reading) {
        return (states.isEmpty() || states.contains(state))
                && from.map(time -> !letter.at().isBefore(time)).orElse(true)
                && until.map(letter.at()::isBefore).orElse(true)
                && (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (codes.isEmpty() || codes.contains(letter.code()))
                && circle.map(letter.circle()::equals).orElse(true)
                && cause.map(id -> LetterCause.of(letter).id().equals(id)).orElse(true)
                && letter.attempts() >= minAttempts.orElse(0)
                && letter.attempts() <= maxAttempts.orElse(Integer.MAX_VALUE)
                && text.map(wanted -> holds(letter, wanted.toLowerCase(Locale.ROOT)))
                        .orElse(true)
                && (!asksForEvents() || matchesEvents(letter, reading));
    }

    private boolean asksForEvents() {
        return lot.isPresent() || gate.isPresent() || !plates.isEmpty();
    }

    /** Of a letter that holds no event, because it is wrong, counts what it says all the same. */
    private boolean matchesEvents(DeadLetter letter, LetterReading reading) {
        List<PassageEvent> events = reading.events(letter);
        return events.isEmpty()
                ? reading.claims(letter).stream().anyMatch(this::matches)
                : events.stream().anyMatch(this::matches);
    }

    private boolean matches(LetterReading.Claim claim) {
        return lot.map(claim.lot()::equals).orElse(true)
                && gate.map(claim.gate()::equals).orElse(true)
                && (plates.isEmpty()
                        || platesOf(PlateNormaliser.read(claim.plate())).stream()
                                .anyMatch(plates::contains));
    }

    private boolean matches(PassageEvent event) {
        return lot.map(event.lotId()::equals).orElse(true)
                && (gate.isEmpty() || gate.equals(event.laneId()))
                && (plates.isEmpty() || platesOf(event.plate()).stream().anyMatch(plates::contains));
    }

    private static List<Plate> platesOf(PlateReading reading) {
        return reading instanceof PlateReading.Legible legible ? legible.all() : List.of();
    }

    private static boolean holds(DeadLetter letter, String wanted) {
        if (holds(letter.raw().value(), wanted)) {
            return true;
        }
        for (Header header : letter.raw().headers()) {
            if (holds(header.value(), wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(byte[] bytes, String wanted) {
        return bytes != null
                && new String(bytes, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted);
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "LetterFilter";
    }
}
