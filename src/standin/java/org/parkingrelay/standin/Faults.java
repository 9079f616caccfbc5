package org.parkingrelay.standin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which requests fail, and how. Thread-safe. */
public final class Faults {

    private record Rule(Predicate<LedgerEntry.Fields> which, Fault fault) {}

    private final Deque<Fault> next = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();

    /** The next requests, whoever sends them, fail like this. */
    public synchronized void next(int count, Fault fault) {
        for (int i = 0; i < count; i++) {
            next.add(fault);
        }
    }

    /** From now on all requests of this kind fail like this, after those of {@link #next}. */
    public synchronized void whenever(Predicate<LedgerEntry.Fields> which, Fault fault) {
        rules.add(new Rule(which, fault));
    }

    /** Nothing fails any more. */
    public synchronized void clear() {
        next.clear();
        rules.clear();
    }

    synchronized Optional<Fault> of(LedgerEntry.Fields fields) {
        Fault first = next.poll();
        if (first != null) {
            return Optional.of(first);
        }
        return rules.stream()
                .filter(rule -> rule.which().test(fields))
                .map(Rule::fault)
                .findFirst();
    }
}
