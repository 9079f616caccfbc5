package org.parkingrelay.console.pages;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.console.JobAnswer;
import org.parkingrelay.redrive.JobOrder;
import org.parkingrelay.redrive.Preview;

/**
 * What a job would do.
 *
 * @param fields which letters are meant, to be sent along
 * @param unavailable why it cannot be started; empty where it can
 * @param running the job that would have to end first
 */
public record PreviewView(
        Preview found,
        String kind,
        List<LetterForm.Field> fields,
        String cursor,
        boolean isComplete,
        List<Count> outcomes,
        List<Count> reasons,
        List<Count> topics,
        List<Note> notes,
        String unavailable,
        Optional<JobAnswer> running,
        boolean isOne) {

    /** Something to know of a topic. */
    public record Note(String topic, String note) {}

    /** The usual rate, and the fastest. */
    public int usualRate() {
        return JobOrder.USUAL_RATE;
    }

    /** The fastest rate. */
    public int fastest() {
        return JobOrder.FASTEST;
    }

    /** Whether records are written, so that a rate and a canary make sense. */
    public boolean isRedrive() {
        return kind.equals("redrive");
    }

    /** Whether there is anything to do. */
    public boolean isWorthIt() {
        return found.doable() > 0;
    }

    /** Whether the only letter is held back for having been redriven too often. */
    public boolean isForceable() {
        return isOne && found.doable() == 0 && found.quarantined() == 1;
    }

    static PreviewView of(
            Preview found, String kind, LetterForm form, String unavailable, Optional<JobAnswer> running, Words words) {
        List<Count> outcomes = List.of(
                        new Count(words.of("preview.expired"), found.expired()),
                        new Count(words.of("preview.superseded"), found.superseded()),
                        new Count(words.of("preview.unjudged"), found.unjudged()),
                        new Count(words.of("preview.redriven"), found.redriven()),
                        new Count(words.of("preview.discarded"), found.discarded()),
                        new Count(words.of("preview.quarantined"), found.quarantined()),
                        new Count(words.of("preview.no-source"), found.noSource()))
                .stream()
                .filter(count -> count.count() > 0)
                .toList();
        return new PreviewView(
                found,
                kind,
                form.fields(),
                found.cursor().orElse(""),
                found.isComplete(),
                outcomes,
                Count.of(found.byReason()).stream()
                        .map(count -> new Count(words.known("reason", count.name()), count.count()))
                        .toList(),
                Count.of(found.byTopic()),
                found.notes().stream()
                        .map(note -> new Note(note.topic(), note.note()))
                        .toList(),
                unavailable,
                running.filter(job -> job.endedAt() == null),
                form.ticked().size() == 1);
    }
}
