package org.parkingrelay.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a scan goes on: what it has left of each partition. Holds nothing personal. What was written since the scan began is not
 * part of it.
 *
 * @param total positions that there were when the scan began
 * @param left by partition
 */
public record LetterCursor(long total, SortedMap<Integer, Range> left) {

    /** More than that of a thousand partitions. */
    private static final int LONGEST_TEXT = 65_536;

    private static final Pattern TEXT = Pattern.compile("1;(\\d{1,18});(.*)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

    /** Offsets from the first on, up to the one before {@code to}. */
    public record Range(long from, long to) {

        long size() {
            return Math.max(0, to - from);
        }

        /** What of it is there. */
        Range within(Range there) {
            return new Range(Math.max(from, there.from), Math.min(to, there.to));
        }
    }

    public LetterCursor {
        left = new TreeMap<>(left);
    }

    /** Opaque to whoever carries it. */
    public String text() {
        StringBuilder text = new StringBuilder("1;" + total + ";");
        String separator = "";
        for (Map.Entry<Integer, Range> entry : left.entrySet()) {
            Range range = entry.getValue();
            text.append(separator)
                    .append(entry.getKey())
                    .append(':')
                    .append(range.from())
                    .append('-')
                    .append(range.to());
            separator = ",";
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ascii(text.toString()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads what {@link #text} writes; empty for anything else. */
    public static Optional<LetterCursor> parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            Matcher matcher = TEXT.matcher(plain);
            return matcher.matches()
                    ? ranges(matcher.group(2)).map(left -> new LetterCursor(Long.parseLong(matcher.group(1)), left))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<SortedMap<Integer, Range>> ranges(String text) {
        SortedMap<Integer, Range> ranges = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                return Optional.empty();
            }
            ranges.put(
                    Integer.valueOf(range.group(1)),
                    new Range(Long.parseLong(range.group(2)), Long.parseLong(range.group(3))));
        }
        return Optional.of(ranges);
    }
}
