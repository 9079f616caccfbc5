package org.parkingrelay.deadletter;

import java.util.Optional;

/** What people have done about each dead letter. Asked for every letter of a scan, so it answers from memory. */
@FunctionalInterface
public interface LetterStates {

    /** The state of a letter; open where nobody did anything. */
    LetterState of(LetterId id);

    /** Why that is not known now, in a sentence; then all are answered as open, or as they were. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }
}
