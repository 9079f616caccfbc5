package org.parkingrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.testing.DeadLetters;

/** Each field of a filter, on a letter that it means and on one that it does not. */
class LetterFilterTest {

    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");
    private static final DeadLetter LETTER =
            letter(DeadLetters.rejected("PARAM_ERROR", 3, LetterTopicKit.event("粤B·12345", "LOT-7", "east-1"))
                    .with("vendor", "Gate Works"));

    private static DeadLetter letter(DeadLetters letter) {
        ProducerRecord<byte[], byte[]> written = letter.record("letters", 0, AT);
        return DeadLetter.of(new ConsumerRecord<>(
                "letters",
                0,
                12,
                AT.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty()));
    }

    private static Set<Plate> plates(String text) {
        return Set.copyOf(((PlateReading.Legible) PlateNormaliser.read(text)).all());
    }

    /** All open but for one field. */
    private static final class Only {
        private Optional<Instant> from = Optional.empty();
        private Optional<Instant> until = Optional.empty();
        private Set<String> reasons = Set.of();
        private Set<String> codes = Set.of();
        private Optional<String> circle = Optional.empty();
        private Optional<String> lot = Optional.empty();
        private Optional<String> gate = Optional.empty();
        private Set<Plate> plates = Set.of();
        private OptionalInt least = OptionalInt.empty();
        private OptionalInt most = OptionalInt.empty();
        private Optional<String> text = Optional.empty();
        private Set<LetterState> states = Set.of();
        private Optional<String> cause = Optional.empty();

        private boolean means(DeadLetter letter) {
            return new LetterFilter(
                            from, until, reasons, codes, circle, lot, gate, plates, least, most, text, states, cause)
                    .matches(letter, LetterState.OPEN, LetterTopicKit.READING);
        }
    }

    private static boolean means(Consumer<Only> set) {
        return means(set, LETTER);
    }

    private static boolean means(Consumer<Only> set, DeadLetter letter) {
        Only only = new Only();
        set.accept(only);
        return only.means(letter);
    }

    @Test
    void without_a_field_every_letter_is_meant() {
        assertThat(means(only -> {})).isTrue();
    }

    @Test
    void times_are_from_inclusive_until_exclusive() {
        assertThat(means(only -> only.from = Optional.of(AT))).isTrue();
        assertThat(means(only -> only.from = Optional.of(AT.plusMillis(1)))).isFalse();
        assertThat(means(only -> only.until = Optional.of(AT.plusMillis(1)))).isTrue();
        assertThat(means(only -> only.until = Optional.of(AT))).isFalse();
    }

    @Test
    void headers_are_compared_as_they_are() {
        assertThat(means(only -> only.reasons = Set.of("INVALID", "REJECTED"))).isTrue();
        assertThat(means(only -> only.reasons = Set.of("INVALID"))).isFalse();
        assertThat(means(only -> only.codes = Set.of("PARAM_ERROR"))).isTrue();
        assertThat(means(only -> only.codes = Set.of("NO_AUTH"))).isFalse();
        assertThat(means(only -> only.circle = Optional.of("mall"))).isTrue();
        assertThat(means(only -> only.circle = Optional.of("other"))).isFalse();
        assertThat(means(only -> only.least = OptionalInt.of(3))).isTrue();
        assertThat(means(only -> only.least = OptionalInt.of(4))).isFalse();
        assertThat(means(only -> only.most = OptionalInt.of(3))).isTrue();
        assertThat(means(only -> only.most = OptionalInt.of(2))).isFalse();
        assertThat(means(only -> only.states = Set.of(LetterState.OPEN, LetterState.REDRIVEN)))
                .isTrue();
        assertThat(means(only -> only.states = Set.of(LetterState.DISCARDED))).isFalse();
    }

    @Test
    void what_the_event_says_is_read_of_it() {
        assertThat(means(only -> only.lot = Optional.of("LOT-7"))).isTrue();
        assertThat(means(only -> only.lot = Optional.of("LOT-1"))).isFalse();
        assertThat(means(only -> only.gate = Optional.of("east-1"))).isTrue();
        assertThat(means(only -> only.gate = Optional.of("east-2"))).isFalse();
        assertThat(means(only -> only.plates = plates("粤b12345"))).isTrue();
        assertThat(means(only -> only.plates = plates("粤B12346"))).isFalse();
        assertThat(means(only -> only.lot = Optional.of("LOT-7"), letter(DeadLetters.of("UNDECODABLE", "", "no json"))))
                .isFalse();
    }

    @Test
    void a_text_is_looked_for_in_headers_and_value_whatever_its_case() {
        assertThat(List.of("gate works", "OPENID IS WRONG", "粤B·12345", "east-1"))
                .allMatch(text -> means(only -> only.text = Optional.of(text)));
        assertThat(means(only -> only.text = Optional.of("west"))).isFalse();
    }

    @Test
    void a_cause_is_that_of_its_group_whatever_the_numbers_in_its_words() {
        DeadLetter first = letter(DeadLetters.of("INVALID", "line 3, column 17: found \"abc\" of 'x'", "{}"));
        DeadLetter second = letter(DeadLetters.of("INVALID", "line 44, column 1: found \"z\" of 'long name'", "{}"));
        DeadLetter other = letter(DeadLetters.of("INVALID", "line 3: another end", "{}"));
        Optional<String> cause = Optional.of(LetterCause.of(first).id());

        assertThat(LetterCause.of(first).explanation()).isEqualTo("line #, column #: found … of …");
        assertThat(means(only -> only.cause = cause, second)).isTrue();
        assertThat(means(only -> only.cause = cause, other)).isFalse();
        assertThat(means(only -> only.cause = cause)).isFalse();
    }

    @Test
    void a_letter_of_a_stranger_is_read_without_a_fault() {
        DeadLetter strange = letter(DeadLetters.of("", "", "")
                .with("dead-letter-partition", "two")
                .with("relay-attempts", "many")
                .with("relay-first-seen", "yesterday"));

        assertThat(strange.source()).isEmpty();
        assertThat(strange.attempts()).isZero();
        assertThat(strange.firstSeen()).isEmpty();
        assertThat(strange.knownReason()).isEmpty();
        assertThat(means(only -> only.lot = Optional.of("LOT-7"), strange)).isFalse();
    }

    @Test
    void of_a_letter_without_an_event_counts_what_its_value_says() {
        DeadLetter wrong = letter(DeadLetters.of("INVALID", "occurredAt: missing", """
                {"eventId":"e-1","direction":"IN","plateNumber":"粤B·12345","lotId":"LOT-7","laneId":"east-1"}"""));

        assertThat(LetterTopicKit.READING.events(wrong)).isEmpty();
        assertThat(means(only -> only.lot = Optional.of("LOT-7"), wrong)).isTrue();
        assertThat(means(only -> only.lot = Optional.of("LOT-1"), wrong)).isFalse();
        assertThat(means(only -> only.gate = Optional.of("east-1"), wrong)).isTrue();
        assertThat(means(only -> only.gate = Optional.of("east-2"), wrong)).isFalse();
        assertThat(means(only -> only.plates = plates("粤B12345"), wrong)).isTrue();
        assertThat(means(only -> only.plates = plates("粤B12346"), wrong)).isFalse();
    }
}
