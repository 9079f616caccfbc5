package org.parkingrelay.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.outcome.EventOutcome;
import org.parkingrelay.outcome.EventStory;
import org.parkingrelay.outcome.Language;
import org.parkingrelay.outcome.Passed;
import org.parkingrelay.outcome.Sentences;

/** Outcomes as people are answered. */
final class Steps {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.ofHours(8));

    private final Sentences sentences;

    Steps(Sentences sentences) {
        this.sentences = sentences;
    }

    TracedEvent event(EventStory story) {
        return event(story.last(), story.earlier());
    }

    TracedEvent event(EventOutcome last, List<EventOutcome> earlier) {
        Optional<Passed> passed = last.event();
        return new TracedEvent(
                passed.map(event -> text(event.occurredAt())).orElse(""),
                passed.map(Passed::lot).orElse(""),
                passed.map(Passed::lane).orElse(""),
                passed.map(event -> event.direction().name()).orElse(""),
                passed.map(event -> event.kind().name()).orElse(""),
                last.circle(),
                last.source().record(),
                last.source().place(),
                step(last),
                earlier.stream().map(this::step).toList());
    }

    private OutcomeStep step(EventOutcome outcome) {
        Optional<Told> advice = sentences
                .advice(outcome, Language.EN)
                .map(english ->
                        new Told(english, sentences.advice(outcome, Language.ZH).orElse(english)));
        return new OutcomeStep(
                text(outcome.at()),
                outcome.disposition(),
                outcome.reason(),
                outcome.attempts(),
                outcome.isDryRun(),
                outcome.members(),
                outcome.requestIds(),
                outcome.code(),
                outcome.status(),
                outcome.note(),
                new Told(sentences.of(outcome, Language.EN), sentences.of(outcome, Language.ZH)),
                advice);
    }

    private static String text(Instant instant) {
        return TIME.format(instant);
    }
}
