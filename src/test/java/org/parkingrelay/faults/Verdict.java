package org.parkingrelay.faults;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of the check of one invariant.
 *
 * @param violations each in a line
 * @param note what was counted
 */
record Verdict(Invariant invariant, List<String> violations, String note) {

    private static final int SHOWN = 12;

    boolean holds() {
        return violations.isEmpty();
    }

    /** One line, and below it the first violations. */
    @Override
    public String toString() {
        String line = "%-5s %-24s %s (%s)".formatted(holds() ? "ok" : "RED", invariant, invariant.promise(), note);
        String shown = violations.stream()
                .limit(SHOWN)
                .map(violation -> "\n        " + violation)
                .collect(Collectors.joining());
        int left = violations.size() - SHOWN;
        return line + shown + (left > 0 ? "\n        and " + left + " more" : "");
    }
}
