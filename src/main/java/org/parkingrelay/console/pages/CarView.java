package org.parkingrelay.console.pages;

import java.util.List;
import org.parkingrelay.console.CarTrace;
import org.parkingrelay.console.OutcomeStep;
import org.parkingrelay.console.TracedEvent;

/**
 * What became of a car's events on a day.
 *
 * @param plate as it was typed
 * @param problem why it could not be looked up; empty where it could
 * @param found whether it was looked up
 * @param shownPlate masked
 * @param cursor where it goes on; empty at the end
 */
public record CarView(
        String plate,
        String day,
        boolean everywhere,
        String problem,
        boolean found,
        String shownPlate,
        List<Event> events,
        boolean more,
        List<Bound> bound,
        long scanned,
        long total,
        String cursor) {

    /** An event, and what became of it, in words. */
    public record Event(
            String occurredAt,
            String direction,
            String lot,
            String lane,
            String circle,
            String record,
            String disposition,
            String sentence,
            String advice,
            String at,
            List<String> requestIds,
            List<Earlier> earlier) {}

    /** What was so before. */
    public record Earlier(String at, String sentence) {}

    /**
     * Whether members bound the plate.
     *
     * @param isKnown whether the store answered
     */
    public record Bound(String circle, boolean isKnown, int members) {}

    static CarView empty(String day) {
        return new CarView("", day, false, "", false, "", List.of(), false, List.of(), 0, 0, "");
    }

    CarView wrong(String what) {
        return new CarView(plate, day, everywhere, what, false, "", List.of(), false, List.of(), 0, 0, "");
    }

    static CarView asked(String plate, String day, boolean everywhere) {
        return new CarView(plate, day, everywhere, "", false, "", List.of(), false, List.of(), 0, 0, "");
    }

    CarView with(CarTrace trace, Language language) {
        return new CarView(
                plate,
                trace.day(),
                everywhere,
                "",
                true,
                trace.plateNumber(),
                trace.events().stream().map(event -> event(event, language)).toList(),
                trace.more(),
                trace.boundNow().stream()
                        .map(one -> new Bound(
                                one.circle(),
                                one.members().isPresent(),
                                one.members().orElse(0)))
                        .toList(),
                trace.progress().scanned(),
                trace.progress().total(),
                trace.cursor().orElse(""));
    }

    private static Event event(TracedEvent event, Language language) {
        OutcomeStep last = event.last();
        return new Event(
                readable(event.occurredAt()),
                event.direction(),
                event.lot(),
                event.lane(),
                event.circle(),
                event.record(),
                last.disposition(),
                language.of(last.sentence()),
                last.advice().map(language::of).orElse(""),
                readable(last.at()),
                last.requestIds(),
                event.earlier().stream()
                        .map(step -> new Earlier(readable(step.at()), language.of(step.sentence())))
                        .toList());
    }

    /** As people read times; both have Beijing's offset. */
    private static String readable(String at) {
        int seconds = "2026-11-22T10:15:30".length();
        return at.length() < seconds ? at : at.substring(0, seconds).replace('T', ' ');
    }

    /** Hides the car. */
    @Override
    public String toString() {
        return "CarView";
    }
}
