package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a search is, as a text that whoever asks hands back: nothing is kept here between two slices.
 *
 * @param stretches what is yet to be read
 * @param total records there were to read at the beginning
 * @param found where that lies which was found, at most {@link #MOST_FOUND}
 * @param isCut whether more was found
 */
record ScanCursor(List<Stretch> stretches, long total, List<Spot> found, boolean isCut) {

    /** So that the text fits into a request. */
    static final int MOST_FOUND = 100;

    private static final int LONGEST = 3_500;
    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,9}:\\d{1,18}:\\d{1,18},)*/\\d{1,18}/(\\d{1,9}:\\d{1,18},)*/[01]");

    ScanCursor {
        stretches = List.copyOf(stretches);
        found = List.copyOf(found);
    }

    /** Offsets of a partition, the last one exclusive. */
    record Stretch(int partition, long from, long to) {}

    /** One record. */
    record Spot(int partition, long offset) {}

    /** Reads what {@link #goesOn} writes; empty for anything else. */
    static Optional<ScanCursor> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String plain;
        try {
            plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (!TEXT.matcher(plain).matches()) {
            return Optional.empty();
        }
        String[] parts = plain.split("/", -1);
        List<Stretch> stretches = new ArrayList<>();
        for (long[] numbers : numbers(parts[0])) {
            stretches.add(new Stretch((int) numbers[0], numbers[1], numbers[2]));
        }
        List<Spot> found = new ArrayList<>();
        for (long[] numbers : numbers(parts[2])) {
            found.add(new Spot((int) numbers[0], numbers[1]));
        }
        return Optional.of(new ScanCursor(stretches, Long.parseLong(parts[1]), found, parts[3].equals("1")));
    }

    private static List<long[]> numbers(String list) {
        List<long[]> all = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            if (!entry.isEmpty()) {
                String[] fields = entry.split(":", -1);
                long[] numbers = new long[fields.length];
                for (int i = 0; i < fields.length; i++) {
                    numbers[i] = Long.parseLong(fields[i]);
                }
                all.add(numbers);
            }
        }
        return all;
    }

    /** The text that asks for the rest; empty where all was read. */
    Optional<String> goesOn() {
        if (stretches.isEmpty()) {
            return Optional.empty();
        }
        String plain = stretches.stream()
                        .map(one -> one.partition() + ":" + one.from() + ":" + one.to() + ",")
                        .collect(Collectors.joining())
                + "/" + total + "/"
                + found.stream()
                        .map(one -> one.partition() + ":" + one.offset() + ",")
                        .collect(Collectors.joining())
                + "/" + (isCut ? 1 : 0);
        return Optional.of(
                Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1)));
    }

    Progress progress() {
        long left = stretches.stream().mapToLong(one -> one.to() - one.from()).sum();
        return new Progress(Math.max(0, total - left), total);
    }
}
