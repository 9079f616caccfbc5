package org.parkingrelay.deadletter;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter lies in its topic, which is its name for good: {@code partition-offset}. */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    private static final Comparator<LetterId> ORDER =
            Comparator.comparingInt(LetterId::partition).thenComparingLong(LetterId::offset);

    /** Reads what {@link #text} writes; empty for anything else. */
    public static Optional<LetterId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** As people and tools type it, such as {@code 0-1234}. */
    public String text() {
        return partition + "-" + offset;
    }

    @Override
    public int compareTo(LetterId other) {
        return ORDER.compare(this, other);
    }
}
