package org.parkingrelay.deadletter;

/** What people have done about each dead letter. Asked for every letter of a scan, so it answers from memory. */
@FunctionalInterface
public interface LetterStates {

    /** The state of a letter; open where nobody did anything. */
    LetterState of(LetterId id);
}
