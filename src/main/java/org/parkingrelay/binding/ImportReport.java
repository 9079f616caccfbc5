package org.parkingrelay.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an import did: counts, and the line numbers of what was left out, by reason. Nothing of the lines themselves. */
public final class ImportReport {

    /** So many line numbers are kept for each reason; the count goes on. */
    private static final int NUMBERS_KEPT = 10;

    private final long before;
    private final boolean isRepeated;
    private long good;
    private long added;
    private final Map<String, BadLines> bad = new TreeMap<>();

    private static final class BadLines {
        private long count;
        private final List<Integer> numbers = new ArrayList<>();
    }

    /**
     * A report that begins.
     *
     * @param before rows that an earlier run has done
     * @param isRepeated whether those were all
     */
    ImportReport(long before, boolean isRepeated) {
        this.before = before;
        this.isRepeated = isRepeated;
    }

    void good(long lines) {
        good += lines;
    }

    void added(long bindings) {
        added += bindings;
    }

    void bad(String reason, int line) {
        BadLines lines = bad.computeIfAbsent(reason, r -> new BadLines());
        lines.count++;
        if (lines.numbers.size() < NUMBERS_KEPT) {
            lines.numbers.add(line);
        }
    }

    /** Rows that an earlier run of the same file has done; they are not counted again. */
    public long before() {
        return before;
    }

    /** Lines that hold a binding. */
    public long good() {
        return good;
    }

    /** Bindings that the store did not know. */
    public long added() {
        return added;
    }

    /** Lines left out. */
    public long badLines() {
        return bad.values().stream().mapToLong(lines -> lines.count).sum();
    }

    /** For people: how many lines were good, and how many bindings new. */
    public String summary() {
        if (isRepeated) {
            return "this file was read before, " + before + " lines";
        }
        String resumed = before > 0 ? ", continued after " + before + " lines" : "";
        return good + " lines good, " + badLines() + " bad, " + added + " bindings new" + resumed;
    }

    /** For people: {@code 3 x plate that WeChat Pay would not take (line 7, 9, 12)} and so on; empty where none is bad. */
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
