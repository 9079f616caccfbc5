package org.parkingrelay.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Forecast;
import org.parkingrelay.delivery.Forecast.Foreseen;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.explain.Explanation.Part;
import org.parkingrelay.explain.Fate.Deed;

/** Reads samples and judges their events as the relay does, and puts what it finds into words. */
public final class Explainer {

    private final Format format;
    private final Forecast forecast;
    private final Clock clock;

    public Explainer(Format format, Forecast forecast, Clock clock) {
        this.format = format;
        this.forecast = forecast;
        this.clock = clock;
    }

    Explanation explain(Sample sample) {
        List<Decoded> decoded = format.decode(sample.record());
        List<JsonNode> events = format.events(sample.record());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < decoded.size(); i++) {
            // A record that fails as a whole has one result, whatever it holds.
            Optional<JsonNode> json = events.size() == decoded.size() ? Optional.of(events.get(i)) : Optional.empty();
            parts.add(part(sample.record(), decoded.get(i), json));
        }
        return new Explanation(sample, parts);
    }

    private Part part(GateRecord record, Decoded decoded, Optional<JsonNode> json) {
        if (decoded instanceof Decoded.Event event) {
            return part(event.event(), json);
        }
        if (decoded instanceof Decoded.Undecodable undecodable) {
            return unread(record, DeadLetterReason.UNDECODABLE, undecodable.explanation(), Optional.empty());
        }
        if (decoded instanceof Decoded.Invalid invalid) {
            return unread(record, DeadLetterReason.INVALID, invalid.explanation(), json);
        }
        return notAnEvent(record);
    }

    private Part unread(GateRecord record, DeadLetterReason reason, String why, Optional<JsonNode> json) {
        Fate fate = new Fate(Deed.DEAD_LETTERS, reason.name(), why, Reasons.toDo(reason, format.hasMapping(record)));
        return new Part(json, Optional.empty(), Optional.empty(), fate, List.of());
    }

    private Part notAnEvent(GateRecord record) {
        boolean isTombstone = record.value() == null;
        boolean isMapped = format.hasMapping(record);
        String why = isTombstone
                ? "the record has no value"
                : isMapped ? "the mapping yields nothing for it" : "it is a CloudEvent of another type";
        String toDo = isMapped && !isTombstone
                ? "nothing, if it is no passage; else see which condition of the mapping leaves it out"
                : "nothing: such records are left";
        Fate fate = new Fate(Deed.SKIPS, SkipReason.FILTERED.name(), why, toDo);
        return new Part(Optional.empty(), Optional.empty(), Optional.empty(), fate, List.of());
    }

    private Part part(PassageEvent event, Optional<JsonNode> json) {
        Foreseen foreseen = forecast.of(event);
        Fate fate = foreseen.end()
                .map(Explainer::ended)
                .orElseGet(() -> new Fate(Deed.REPORTS, "", told(event, foreseen), ""));
        return new Part(json, Optional.of(event), Optional.of(foreseen), fate, notes(event, foreseen));
    }

    private static Fate ended(Disposition end) {
        if (end instanceof Disposition.DeadLettered dead) {
            return new Fate(
                    Deed.DEAD_LETTERS, dead.reason().name(), dead.explanation(), Reasons.toDo(dead.reason(), false));
        }
        if (end instanceof Disposition.Skipped skipped) {
            return new Fate(
                    Deed.SKIPS, skipped.reason().name(), Reasons.why(skipped.reason()), Reasons.toDo(skipped.reason()));
        }
        throw new IllegalStateException("an event alone decides nothing of " + end.tag());
    }

    private static String told(PassageEvent event, Foreseen foreseen) {
        String circle = foreseen.circle().map(one -> " in '" + one.name() + "'").orElse("");
        String report = event.plate() instanceof PlateReading.Legible legible
                ? "looks up the members of " + plates(legible) + circle + " and reports " + event.direction() + " at "
                        + Times.text(foreseen.reportedAt())
                : "has nobody to report it for, since the plate is none";
        if (event.kind() == EventKind.PASSAGE) {
            return report;
        }
        String takesBack =
                "takes back what it reported of the event " + event.supersedes().orElse("");
        return event.kind() == EventKind.CORRECTION
                ? takesBack + ", then " + report
                : takesBack + ", and reports nothing else";
    }

    private static String plates(PlateReading.Legible legible) {
        return String.join(
                " or ", legible.all().stream().map(plate -> plate.text()).toList());
    }

    private List<String> notes(PassageEvent event, Foreseen foreseen) {
        List<String> notes = new ArrayList<>();
        Instant now = clock.instant();
        boolean isAhead = foreseen.end()
                .filter(end ->
                        end instanceof Disposition.DeadLettered dead && dead.reason() == DeadLetterReason.FUTURE_TIME)
                .isPresent();
        if (isAhead) {
            notes.add("it is " + Times.words(Duration.between(now, event.occurredAt())) + " ahead of this clock");
        }
        if (foreseen.end().isEmpty()) {
            if (foreseen.isExpiredNow()) {
                notes.add("it is " + Times.words(Duration.between(event.occurredAt(), now))
                        + " old: if it came now, it would be skipped as EXPIRED");
            }
            if (foreseen.reportedAt().isBefore(event.occurredAt())) {
                notes.add("its time is " + Times.words(Duration.between(now, event.occurredAt()))
                        + " ahead of this clock: the report tells the time at which it is sent");
            }
        }
        return notes;
    }
}
