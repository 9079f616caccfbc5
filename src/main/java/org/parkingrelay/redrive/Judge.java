package org.parkingrelay.redrive;

import java.util.function.Predicate;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.deadletter.LetterStates;

/** Says of each letter whether a job takes it; the same for a dry run and for the job. */
final class Judge {

    private final LetterStates states;
    private final LetterReading reading;
    private final Predicate<String> isSource;
    private final int maxRedrives;

    /**
     * A judge.
     *
     * @param isSource whether the relay reads a topic. Nothing is written to another: where a letter came from is told by its headers, and
     *     whoever may write dead letters must not write elsewhere with the relay's permissions
     */
    Judge(LetterStates states, LetterReading reading, Predicate<String> isSource, int maxRedrives) {
        this.states = states;
        this.reading = reading;
        this.isSource = isSource;
        this.maxRedrives = maxRedrives;
    }

    /** What is to be done with a letter. */
    enum Verdict {
        /** Nothing: the job does not mean it. */
        NOT_MEANT,
        /** Nothing: it is redriven already. */
        REDRIVEN,
        /** Nothing: it is discarded, or where discarded ones are meant it is not. */
        DISCARDED,
        /** Nothing: it came back too often. */
        QUARANTINED,
        /** It cannot be redriven: nobody knows where it came from, or it is nowhere where the relay reads. */
        NO_SOURCE,
        /** What the job does. */
        TAKEN
    }

    Verdict of(DeadLetter letter, JobOrder order) {
        LetterState state = states.of(letter.id());
        JobKind kind = order.kind();
        if (!order.selection().has(letter, state, reading)) {
            return Verdict.NOT_MEANT;
        }
        if (state != kind.from()) {
            return state == LetterState.REDRIVEN ? Verdict.REDRIVEN : Verdict.DISCARDED;
        }
        if (!kind.writes()) {
            return Verdict.TAKEN;
        }
        if (letter.source().filter(source -> isSource.test(source.topic())).isEmpty()) {
            return Verdict.NO_SOURCE;
        }
        return letter.redrives() >= maxRedrives && !order.force() ? Verdict.QUARANTINED : Verdict.TAKEN;
    }
}
