package org.parkingrelay.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.console.LetterRow.EventRow;
import org.parkingrelay.console.LetterView.PartRow;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.deadletter.Advice;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.deadletter.LetterCause;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;

/** Makes of letters what is shown of them, masked or as they are. */
final class LetterRows {

    /** A letter may hold a thousand. */
    private static final int MOST_EVENTS = 5;

    private final LetterReading reading;
    private final LetterStates states;

    LetterRows(LetterReading reading, LetterStates states) {
        this.reading = reading;
        this.states = states;
    }

    LetterRow row(DeadLetter letter, boolean reveal) {
        return row(letter, reading.read(letter), reveal);
    }

    private LetterRow row(DeadLetter letter, List<Decoded> parts, boolean reveal) {
        List<PassageEvent> events = events(parts);
        LetterMask mask = mask(letter, events);
        return new LetterRow(
                letter.id().text(),
                letter.at(),
                states.of(letter.id()).tag(),
                shown(letter.reason(), reveal),
                shown(letter.explanation(), reveal),
                shown(letter.code(), reveal),
                shown(letter.status(), reveal),
                shown(letter.requestId(), reveal),
                letter.attempts(),
                shown(letter.circle(), reveal),
                letter.source().map(source -> shown(source.id(), reveal)).orElse(""),
                letter.redrives(),
                LetterCause.of(letter).id(),
                events.stream()
                        .limit(MOST_EVENTS)
                        .map(event -> row(event, mask, reveal))
                        .toList(),
                Math.max(0, events.size() - MOST_EVENTS));
    }

    private static List<PassageEvent> events(List<Decoded> parts) {
        return parts.stream()
                .filter(Decoded.Event.class::isInstance)
                .map(part -> ((Decoded.Event) part).event())
                .toList();
    }

    private LetterMask mask(DeadLetter letter, List<PassageEvent> events) {
        return new LetterMask(reading.plateTexts(letter), events);
    }

    /** What headers say: the relay's own words, unless somebody else wrote them. */
    private static String shown(String text, boolean reveal) {
        return reveal ? text : Masks.ofSentence(text);
    }

    private static EventRow row(PassageEvent event, LetterMask mask, boolean reveal) {
        String plate = event.plate() instanceof PlateReading.Legible legible
                ? reveal ? legible.plate().text() : Masks.of(legible.plate())
                : "";
        return new EventRow(
                reveal ? event.eventId() : mask.ofName(event.eventId()),
                event.kind().name(),
                event.direction().name(),
                plate,
                reveal ? event.lotId() : mask.ofName(event.lotId()),
                event.laneId().map(lane -> reveal ? lane : mask.ofName(lane)).orElse(""),
                event.occurredAt());
    }

    LetterView view(DeadLetter letter, boolean reveal) {
        List<Decoded> parts = reading.read(letter);
        LetterMask mask = mask(letter, events(parts));
        LetterContents contents = new LetterContents(letter, mask, reveal);
        return new LetterView(
                row(letter, parts, reveal),
                letter.firstSeen(),
                Map.of(
                        "en", Advice.of(letter, Locale.ENGLISH),
                        "zh", Advice.of(letter, Locale.CHINESE)),
                contents.headers(),
                contents.key(),
                contents.value(),
                contents.hex(),
                parts.stream().map(part -> row(part, mask, reveal)).toList());
    }

    private static PartRow row(Decoded part, LetterMask mask, boolean reveal) {
        if (part instanceof Decoded.Event event) {
            return new PartRow("event", "", Optional.of(row(event.event(), mask, reveal)));
        }
        if (part instanceof Decoded.Undecodable undecodable) {
            return new PartRow("undecodable", undecodable.explanation(), Optional.empty());
        }
        if (part instanceof Decoded.Invalid invalid) {
            return new PartRow("invalid", invalid.explanation(), Optional.empty());
        }
        return new PartRow("left", "", Optional.empty());
    }

    /** Whether what a viewer sees of a letter holds a text. */
    boolean shows(DeadLetter letter, String lowerCase) {
        LetterMask mask = mask(letter, reading.events(letter));
        return new LetterContents(letter, mask, false).shows(lowerCase);
    }
}
