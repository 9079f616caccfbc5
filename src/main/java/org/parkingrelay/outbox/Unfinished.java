package org.parkingrelay.outbox;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which events of a record are not done with, so that a record with several that comes back repeats only what is missing.
 *
 * @param places of the events in the record, from 0
 * @param of how many events the record had when it was put aside; 0 where it says nothing
 */
public record Unfinished(Set<Integer> places, int of) {

    /** Every event, whatever the record holds. */
    public static final Unfinished ALL = new Unfinished(Set.of(), 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4}(?:,\\d{1,4})*)/(\\d{1,4})");

    public Unfinished {
        places = Set.copyOf(places);
    }

    /** Whether an event is still to be done; each is where the record now holds another number, since its mapping was changed. */
    public boolean includes(int place, int now) {
        return now != of || places.contains(place);
    }

    /** As in a header, {@code 0,2/5}; empty for {@link #ALL}. */
    String text() {
        return places.isEmpty()
                ? ""
                : new TreeSet<>(places).stream().map(String::valueOf).collect(Collectors.joining(",")) + "/" + of;
    }

    /** Reads a header; what is not the relay's own means all. */
    static Unfinished parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return ALL;
        }
        Set<Integer> places = Arrays.stream(parts.group(1).split(",", -1))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        int of = Integer.parseInt(parts.group(2));
        return places.stream().allMatch(place -> place < of) ? new Unfinished(places, of) : ALL;
    }
}
