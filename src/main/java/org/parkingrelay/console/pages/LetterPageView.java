package org.parkingrelay.console.pages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.LetterRow;
import org.parkingrelay.console.LetterView;
import org.parkingrelay.deadletter.Advice;

/**
 * One dead letter.
 *
 * @param meaning of its reason, in plain words
 * @param advice what to do about it
 * @param unavailable why nothing can be done; empty where it can
 * @param hex the bytes; null unless revealed
 */
public record LetterPageView(
        String id,
        LetterRow row,
        String meaning,
        String advice,
        @Nullable Instant firstSeen,
        Optional<DeedView> deed,
        String unavailable,
        List<Part> parts,
        LetterView.Content value,
        LetterView.Content key,
        List<LetterView.HeaderRow> headers,
        @Nullable String hex,
        boolean isRevealed,
        String notice) {

    /**
     * What a part of it is read as.
     *
     * @param kind of what is no event
     */
    public record Part(
            String kind,
            String explanation,
            boolean hasEvent,
            String plate,
            String direction,
            String lot,
            String gate,
            @Nullable Instant occurredAt) {

        private static Part of(LetterView.PartRow part) {
            Optional<LetterRow.EventRow> event = part.event();
            return new Part(
                    part.kind(),
                    part.explanation(),
                    event.isPresent(),
                    event.map(LetterRow.EventRow::plate).orElse(""),
                    event.map(LetterRow.EventRow::direction).orElse(""),
                    event.map(LetterRow.EventRow::lot).orElse(""),
                    event.map(LetterRow.EventRow::gate).orElse(""),
                    event.map(LetterRow.EventRow::occurredAt).orElse(null));
        }

        /** Hides the car. */
        @Override
        public String toString() {
            return "Part[" + kind + "]";
        }
    }

    static LetterPageView of(
            LetterView view, Optional<DeedView> deed, String unavailable, boolean isRevealed, Words words) {
        Advice advice = view.advice().getOrDefault(words.language().code(), new Advice("", ""));
        return new LetterPageView(
                view.letter().id(),
                view.letter(),
                advice.why(),
                advice.toDo(),
                view.firstSeen().orElse(null),
                deed,
                unavailable,
                view.reading().stream().map(Part::of).toList(),
                view.value(),
                view.key(),
                view.headers(),
                view.hex().orElse(null),
                isRevealed,
                "");
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "LetterPageView[" + id + "]";
    }
}
