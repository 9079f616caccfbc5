package org.parkingrelay.outbox;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Past;

/**
 * Which events of a record with several are not done with, and what was tried for each, so that one that comes back repeats only what
 * is missing.
 *
 * @param pasts by the event's place in the record, from 0
 * @param of how many events the record had when it was put aside; 0 where nothing is said, and the record's own past counts
 */
public record Unfinished(Map<Integer, Past> pasts, int of) {

    /** Every event, whatever the record holds. */
    public static final Unfinished ALL = new Unfinished(Map.of(), 0);

    private static final Pattern EVENT = Pattern.compile("(\\d{1,4}):(\\d{1,9}):([A-Z_]{1,30}):(true|false)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,4}");

    public Unfinished {
        pasts = Map.copyOf(pasts);
    }

    /**
     * What was tried for an event; none where it is done with.
     *
     * @param now how many events the record holds; another number than when it was put aside means that its mapping has changed, and
     *     then each event is a new one
     * @param ofRecord what was tried for the record, where nothing is said of its events
     */
    public Optional<Past> past(int place, int now, Past ofRecord) {
        if (of == 0) {
            return Optional.of(ofRecord);
        }
        return now == of ? Optional.ofNullable(pasts.get(place)) : Optional.of(Past.NONE);
    }

    /** As in a header, {@code 0:3:UNAVAILABLE:false,2:0:BUSY:false/5}; empty for {@link #ALL}. */
    String text() {
        return of == 0
                ? ""
                : new TreeMap<>(pasts)
                                .entrySet().stream()
                                        .map(event -> event.getKey() + ":" + text(event.getValue()))
                                        .collect(Collectors.joining(","))
                        + "/" + of;
    }

    private static String text(Past past) {
        return past.attempts() + ":" + past.reason().map(Enum::name).orElse("") + ":" + past.rejected();
    }

    /** Reads a header; what is not the relay's own means all. */
    static Unfinished parse(String text) {
        int slash = text.lastIndexOf('/');
        String count = text.substring(slash + 1);
        if (slash < 0 || !COUNT.matcher(count).matches()) {
            return ALL;
        }
        int of = Integer.parseInt(count);
        Map<Integer, Past> pasts = new TreeMap<>();
        for (String part : text.substring(0, slash).split(",", -1)) {
            var event = EVENT.matcher(part);
            if (!event.matches() || Integer.parseInt(event.group(1)) >= of) {
                return ALL;
            }
            try {
                DeferReason reason = DeferReason.valueOf(event.group(3));
                Past past = new Past(
                        Integer.parseInt(event.group(2)), Optional.of(reason), Boolean.parseBoolean(event.group(4)));
                pasts.put(Integer.valueOf(event.group(1)), past);
            } catch (IllegalArgumentException e) {
                return ALL;
            }
        }
        return new Unfinished(pasts, of);
    }
}
