package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a search is, as a text that whoever asks hands back: nothing is kept here between two slices.
 *
 * @param search what is searched for, as {@link #nameOf} has it: one search's cursor is none of another's
 * @param stretches what is yet to be read
 * @param total pages there were to read at the beginning
 * @param found pages with what was found, at most {@link #MOST_FOUND}
 * @param isCut whether more was found
 */
record ScanCursor(String search, List<Stretch> stretches, long total, List<Spot> found, boolean isCut) {

    /** So that the text fits into a request. */
    static final int MOST_FOUND = 100;

    /** Less than a request may hold, and more than 1,000 partitions take, whatever their offsets. */
    static final int LONGEST = 128 * 1024;

    /** Possessive, since others would need stack for each entry. */
    private static final Pattern TEXT = Pattern.compile(
            "[A-Za-z0-9_-]{1,64}/(\\d{1,9}:\\d{1,18}:\\d{1,18},)*+/\\d{1,18}/(\\d{1,9}:\\d{1,18},)*+/[01]");

    private static final int NAME_BYTES = 12;

    ScanCursor {
        stretches = List.copyOf(stretches);
        found = List.copyOf(found);
    }

    /** Offsets of a partition, the last one exclusive. */
    record Stretch(int partition, long from, long to) {}

    /** One page. */
    record Spot(int partition, long offset) {}

    /** A short hash of what is searched for. */
    static String nameOf(String purpose, Collection<String> keys, String range) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String search = purpose + "\n" + range + "\n" + String.join("\n", new TreeSet<>(keys));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest.digest(search.getBytes(StandardCharsets.UTF_8)), NAME_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Reads what {@link #goesOn} writes for this search; empty for anything else. */
    static Optional<ScanCursor> parse(String text, String search) {
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
        if (!parts[0].equals(search)) {
            return Optional.empty();
        }
        List<Stretch> stretches = new ArrayList<>();
        for (long[] numbers : numbers(parts[1])) {
            stretches.add(new Stretch((int) numbers[0], numbers[1], numbers[2]));
        }
        List<Spot> found = new ArrayList<>();
        for (long[] numbers : numbers(parts[3])) {
            found.add(new Spot((int) numbers[0], numbers[1]));
        }
        return Optional.of(new ScanCursor(search, stretches, Long.parseLong(parts[2]), found, parts[4].equals("1")));
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

    /** The text that asks for the rest; empty where all was read. What {@link #parse} would refuse is never handed out. */
    Optional<String> goesOn() throws OutcomesUnavailableException {
        if (stretches.isEmpty()) {
            return Optional.empty();
        }
        String plain = search + "/"
                + stretches.stream()
                        .map(one -> one.partition() + ":" + one.from() + ":" + one.to() + ",")
                        .collect(Collectors.joining())
                + "/" + total + "/"
                + found.stream()
                        .map(one -> one.partition() + ":" + one.offset() + ",")
                        .collect(Collectors.joining())
                + "/" + (isCut ? 1 : 0);
        String text =
                Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1));
        if (text.length() > LONGEST) {
            throw new OutcomesUnavailableException(
                    "the topic of outcomes has too many partitions to be searched as a whole; search the car's own");
        }
        return Optional.of(text);
    }

    Progress progress() {
        long left = stretches.stream().mapToLong(one -> one.to() - one.from()).sum();
        return new Progress(Math.max(0, total - left), total);
    }
}
