package org.parkingrelay.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.redrive.JournalEntry.Change;
import org.parkingrelay.redrive.JournalEntry.Changed;
import org.parkingrelay.redrive.JournalEntry.Marked;
import org.parkingrelay.redrive.JournalEntry.Progress;
import org.parkingrelay.redrive.JournalEntry.Started;
import org.parkingrelay.redrive.JournalText.NotAnEntryException;

class JournalTextTest {

    private static final Instant AT = Instant.parse("2026-03-01T02:15:30.123456789Z");

    static Stream<JournalEntry> entries() {
        LetterFilter filter = new LetterFilter(
                Optional.of(AT),
                Optional.of(AT.plusSeconds(1)),
                Set.of("INVALID"),
                Set.of("NO_AUTH"),
                Optional.of("mall"),
                Optional.of("LOT-1"),
                Optional.of("A1"),
                Set.copyOf(((PlateReading.Legible) PlateNormaliser.read("粤B12345")).all()),
                OptionalInt.of(1),
                OptionalInt.of(9),
                Optional.of("text"),
                Set.of(LetterState.OPEN),
                Optional.of("0123456789abcdef"));
        JobOrder edit = new JobOrder(
                JobKind.EDIT,
                Selection.of(List.of(new LetterId(2, 3))),
                1,
                0,
                true,
                "因为",
                Optional.of(new Difference(1, List.of("a"), List.of("b", ""))));
        Progress progress = new Progress(
                "a",
                AT,
                JobKind.REDRIVE,
                Map.of(0, 5_000_000_000L),
                List.of(
                        new Results.Result(new LetterId(0, 1), Optional.of(new Place("t", 1, 2)), ""),
                        new Results.Result(new LetterId(0, 2), Optional.empty(), ""),
                        new Results.Result(new LetterId(0, 3), Optional.empty(), "too_large")),
                new Counts(9, 2, 3, 4, Map.of("too_large", 1L)));
        return Stream.of(
                new Started(
                        "a",
                        AT,
                        "otto",
                        JobOrder.redrive(Selection.of(filter), 7, 8, "why"),
                        Map.of(0, 1L),
                        Map.of(0, 9L)),
                new Started("b", AT, "anna", edit, Map.of(), Map.of()),
                progress,
                new Changed("a", AT, Change.CANARY, ""),
                new Changed("a", AT, Change.FINISHED, ""),
                new Marked(JobKind.DISCARD, AT, "otto", "why", List.of(new LetterId(0, 1))),
                new Marked(JobKind.RESTORE, AT, "otto", "", List.of(new LetterId(0, 1))));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void what_was_written_is_read(JournalEntry entry) throws NotAnEntryException {
        assertThat(JournalText.read(JournalText.write(entry))).contains(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":2,\"kind\":\"started\"}",
                "{\"v\":1,\"kind\":\"later\",\"at\":\"2026-03-01T02:15:30Z\"}",
            })
    void what_a_later_relay_writes_is_left_out(String json) throws NotAnEntryException {
        assertThat(JournalText.read(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"v\":\"1\"}",
                "{\"v\":1,\"kind\":\"paused\",\"at\":\"yesterday\",\"job\":\"a\",\"who\":\"otto\"}",
                "{\"v\":1,\"kind\":\"paused\",\"at\":\"2026-03-01T02:15:30Z\",\"who\":\"otto\"}",
                "{\"v\":1,\"kind\":\"discarded\",\"at\":\"2026-03-01T02:15:30Z\",\"who\":\"o\",\"reason\":\"\",\"letters\":[\"x\"]}",
            })
    void what_is_no_entry_is_none(String json) {
        assertThatThrownBy(() -> JournalText.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NotAnEntryException.class);
    }

    @Test
    void a_difference_gives_the_edited_text_back() {
        String original = "a\nb\nc\r\nd";
        for (String edited : List.of("", "a", "a\nb\nc\r\nd\n", "x\nb\nc\r\nd", "a\nb\nB\nc\r\nd", "a\nd")) {
            assertThat(Difference.between(original, edited).applyTo(original)).isEqualTo(edited);
        }
        assertThat(Difference.between(original, "a\nB\nc\r\nd"))
                .isEqualTo(new Difference(2, List.of("b"), List.of("B")));
        assertThat(Difference.between(original, original).isNone()).isTrue();
        assertThatThrownBy(() -> new Difference(2, List.of("x"), List.of()).applyTo(original))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
