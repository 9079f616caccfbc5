package org.parkingrelay.deadletter;

/** Knows what people have done about each dead letter. */
public interface LetterStates {

    /** The state of a letter; {@link LetterState#OPEN} where nobody did anything about it. */
    LetterState of(LetterId id);
}
