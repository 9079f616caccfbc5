package org.parkingrelay.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an import did: counts, and the line numbers of what was left out, by reason. Nothing of the lines themselves. */
public final class ImportReport {

    /** So many line numbers are kept for each reason; the count goes on. */
    private static final int NUMBERS_KEPT = 10;

    private long good;
    private long added;
    private final Map<String, BadLines> bad = new TreeMap<>();

    private static final class BadLines {
        private long count;
        private final List<Integer> numbers = new ArrayList<>();
    }

    void good(boolean isNew) {
        good++;
        if (isNew) {
            added++;
        }
    }

    void bad(String reason, int line) {
        BadLines lines = bad.computeIfAbsent(reason, r -> new BadLines());
        lines.count++;
        if (lines.numbers.size() < NUMBERS_KEPT) {
            lines.numbers.add(line);
        }
    }

    /** Lines that hold a binding. */
    public long good() {
        return good;
    }

    /** Bindings that the store did not have. */
    public long added() {
        return added;
    }

    /** Lines left out. */
    public long badLines() {
        return bad.values().stream().mapToLong(lines -> lines.count).sum();
    }

    /** For people: {@code 3 lines: plate that WeChat Pay would not take (lines 7, 9, 12)} and so on; empty where none is bad. */
    public String badSummary() {
        List<String> parts = new ArrayList<>();
        bad.forEach((reason, lines) -> {
            String numbers = String.join(
                    ", ", lines.numbers.stream().map(String::valueOf).toList());
            String more = lines.count > lines.numbers.size() ? ", ..." : "";
            parts.add(lines.count + " x " + reason + " (line " + numbers + more + ")");
        });
        return String.join("; ", parts);
    }
}
