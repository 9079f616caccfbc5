package org.parkingrelay.redrive;

import java.util.List;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterState;

/**
 * Which letters somebody means: some by name, or all that a filter lets through.
 *
 * @param ids in order, none twice; empty where the filter counts
 */
public record Selection(List<LetterId> ids, LetterFilter filter) {

    /** Every letter. */
    public static final Selection ALL = new Selection(List.of(), LetterFilter.ALL);

    public Selection {
        ids = ids.stream().distinct().sorted().toList();
    }

    /** Some letters by name; at least one. */
    public static Selection of(List<LetterId> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no letters are no selection");
        }
        return new Selection(ids, LetterFilter.ALL);
    }

    /** All that a filter lets through. */
    public static Selection of(LetterFilter filter) {
        return new Selection(List.of(), filter);
    }

    /** Whether the letters are named. */
    public boolean isNamed() {
        return !ids.isEmpty();
    }

    boolean has(DeadLetter letter, LetterState state, LetterReading reading) {
        return isNamed() ? ids.contains(letter.id()) : filter.matches(letter, state, reading);
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return isNamed() ? ids.size() + " letters" : "filter";
    }
}
