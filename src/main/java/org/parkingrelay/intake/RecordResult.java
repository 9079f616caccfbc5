package org.parkingrelay.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Disposition.DeadLettered;
import org.parkingrelay.delivery.Disposition.Deferred;
import org.parkingrelay.outbox.Unfinished;

/**
 * What becomes of a record, by what became of its events: one settlement for all of them.
 *
 * @param disposition the record's
 * @param unfinished what to repeat where it is deferred
 */
record RecordResult(Disposition disposition, Unfinished unfinished) {

    /**
     * The result of a record. What is unfinished goes first, since the record then comes again and repeats only what is missing,
     * and with it what needs a person, so that this is told in the end; then what needs a person.
     *
     * @param byPlace what became of the events that were worked on, by their place in the record; at least one
     * @param events how many the record holds
     */
    static RecordResult of(SortedMap<Integer, Disposition> byPlace, int events) {
        if (events == 1) {
            return new RecordResult(byPlace.values().iterator().next(), Unfinished.ALL);
        }
        List<Disposition> all = new ArrayList<>(byPlace.values());
        if (first(all, Disposition.Left.class).isPresent()) {
            return new RecordResult(new Disposition.Left(), Unfinished.ALL);
        }
        Optional<Deferred> deferred = first(all, Deferred.class);
        if (deferred.isPresent()) {
            return new RecordResult(together(deferred.get(), all), unfinished(byPlace, events));
        }
        return new RecordResult(
                firstDead(byPlace, events)
                        .or(() -> first(all, Disposition.Forwarded.class))
                        .orElse(all.get(0)),
                Unfinished.ALL);
    }

    private static Deferred together(Deferred first, List<Disposition> all) {
        int attempts = 0;
        boolean rejected = false;
        for (Disposition disposition : all) {
            if (disposition instanceof Deferred deferred) {
                attempts = Math.max(attempts, deferred.attempts());
                rejected |= deferred.rejected();
            } else if (disposition instanceof DeadLettered dead) {
                rejected |= dead.reason() == DeadLetterReason.REJECTED;
            }
        }
        return new Deferred(first.reason(), attempts, rejected);
    }

    private static Unfinished unfinished(Map<Integer, Disposition> byPlace, int events) {
        Set<Integer> places = new HashSet<>();
        byPlace.forEach((place, disposition) -> {
            if (disposition instanceof Deferred || disposition instanceof DeadLettered) {
                places.add(place);
            }
        });
        return new Unfinished(places, events);
    }

    /** The first dead letter, which says which event it is and how many more there are. */
    private static Optional<Disposition> firstDead(SortedMap<Integer, Disposition> byPlace, int events) {
        long dead =
                byPlace.values().stream().filter(DeadLettered.class::isInstance).count();
        return byPlace.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof DeadLettered)
                .findFirst()
                .map(entry -> {
                    DeadLettered letter = (DeadLettered) entry.getValue();
                    String more = dead == 1 ? "" : " (and " + (dead - 1) + " more of its events)";
                    return letter.withExplanation(
                            "event " + (entry.getKey() + 1) + " of " + events + ": " + letter.explanation() + more);
                });
    }

    private static <T extends Disposition> Optional<T> first(List<Disposition> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
