package org.parkingrelay.console.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How many of something. */
public record Count(String name, long count) {

    /** The largest first. */
    static List<Count> of(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
                .toList();
    }
}
