package org.parkingrelay.intake;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Disposition.DeadLettered;
import org.parkingrelay.delivery.Disposition.Deferred;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.outbox.Unfinished;

/**
 * What becomes of a record, by what became of its events: one settlement for all of them.
 *
 * @param disposition the record's: the worst of its events'
 * @param deadLetter to be written
 * @param putAside to be written to the retry topic for the sake of {@code unfinished}
 * @param kept what became of the events for whose sake something is to be written, by their place
 */
record RecordResult(
        Disposition disposition,
        Optional<DeadLettered> deadLetter,
        Optional<Deferred> putAside,
        Unfinished unfinished,
        Map<Integer, Disposition> kept) {

    /** The result of a record that holds one event. */
    static RecordResult of(Disposition disposition) {
        return new RecordResult(
                disposition,
                disposition instanceof DeadLettered dead ? Optional.of(dead) : Optional.empty(),
                disposition instanceof Deferred deferred ? Optional.of(deferred) : Optional.empty(),
                Unfinished.ALL,
                isKept(disposition) ? Map.of(0, disposition) : Map.of());
    }

    /**
     * The result of a record. What needs a person and what is to be tried again are both kept, each on its topic, so that neither
     * waits for the other; nothing is settled while an event is left.
     *
     * @param byPlace what became of the events that were worked on, by their place in the record; at least one
     * @param events how many the record holds
     */
    static RecordResult of(SortedMap<Integer, Disposition> byPlace, int events) {
        Optional<Disposition.Left> left = first(byPlace, Disposition.Left.class);
        if (left.isPresent()) {
            return new RecordResult(left.get(), Optional.empty(), Optional.empty(), Unfinished.ALL, Map.of());
        }
        Optional<DeadLettered> dead = deadLetter(byPlace, events);
        Optional<Deferred> deferred = first(byPlace, Deferred.class);
        Disposition worst = Stream.of(dead, deferred, first(byPlace, Disposition.Forwarded.class))
                .<Disposition>flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> byPlace.values().iterator().next());
        boolean partly = events > 1 && deferred.isPresent();
        SortedMap<Integer, Disposition> kept = new TreeMap<>(byPlace);
        kept.values().removeIf(disposition -> !isKept(disposition));
        return new RecordResult(worst, dead, deferred, partly ? unfinished(byPlace, events) : Unfinished.ALL, kept);
    }

    /** Whether a copy of the record is written for the sake of an event: it is not true before that is safe. */
    static boolean isKept(Disposition disposition) {
        return disposition instanceof DeadLettered || disposition instanceof Deferred;
    }

    private static Unfinished unfinished(Map<Integer, Disposition> byPlace, int events) {
        Map<Integer, Past> pasts = new TreeMap<>();
        byPlace.forEach((place, disposition) -> {
            if (disposition instanceof Deferred deferred) {
                pasts.put(place, new Past(deferred.attempts(), Optional.of(deferred.reason()), deferred.rejected()));
            }
        });
        return new Unfinished(pasts, events);
    }

    /** Of the first event that needs a person; of several it says which that is, and how many more there are. */
    private static Optional<DeadLettered> deadLetter(SortedMap<Integer, Disposition> byPlace, int events) {
        Optional<DeadLettered> first = first(byPlace, DeadLettered.class);
        if (first.isEmpty() || events == 1) {
            return first;
        }
        int place = 0;
        int dead = 0;
        for (Map.Entry<Integer, Disposition> event : byPlace.entrySet()) {
            if (event.getValue() instanceof DeadLettered) {
                place = dead == 0 ? event.getKey() + 1 : place;
                dead++;
            }
        }
        String more = dead == 1 ? "" : " (and " + (dead - 1) + " more of its events)";
        String which = "event " + place + " of " + events + ": ";
        return first.map(letter -> letter.withExplanation(which + letter.explanation() + more));
    }

    private static <T extends Disposition> Optional<T> first(Map<Integer, Disposition> byPlace, Class<T> kind) {
        return byPlace.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
