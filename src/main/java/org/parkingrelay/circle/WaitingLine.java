package org.parkingrelay.circle;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Who waits in a lane: first come first served within a circle, and the circles in turn. Not thread-safe. */
final class WaitingLine {

    /** In the order in which the circles' turns come. */
    private final Map<String, LinkedHashSet<Waiter>> byCircle = new LinkedHashMap<>();

    private int size;

    void add(Waiter waiter) {
        byCircle.computeIfAbsent(waiter.circle(), name -> new LinkedHashSet<>()).add(waiter);
        size++;
    }

    /** The first of the next circle that may; its turn is then over. */
    Optional<Waiter> take(Predicate<String> mayCircle) {
        Optional<String> turn = byCircle.keySet().stream().filter(mayCircle).findFirst();
        return turn.map(circle -> {
            LinkedHashSet<Waiter> waiters = byCircle.remove(circle);
            Iterator<Waiter> inOrder = waiters.iterator();
            Waiter first = inOrder.next();
            inOrder.remove();
            size--;
            if (!waiters.isEmpty()) {
                byCircle.put(circle, waiters);
            }
            return first;
        });
    }

    /** Takes somebody out of the line; false where that was done before. */
    boolean remove(Waiter waiter) {
        LinkedHashSet<Waiter> waiters = byCircle.get(waiter.circle());
        if (waiters == null || !waiters.remove(waiter)) {
            return false;
        }
        size--;
        if (waiters.isEmpty()) {
            byCircle.remove(waiter.circle());
        }
        return true;
    }

    /** Takes out all whose wait is over. */
    List<Waiter> removeIf(Predicate<Waiter> isOver) {
        List<Waiter> over = new ArrayList<>();
        for (Iterator<LinkedHashSet<Waiter>> all = byCircle.values().iterator(); all.hasNext(); ) {
            LinkedHashSet<Waiter> waiters = all.next();
            waiters.removeIf(waiter -> isOver.test(waiter) && over.add(waiter));
            if (waiters.isEmpty()) {
                all.remove();
            }
        }
        size -= over.size();
        return over;
    }

    boolean hasAny(Predicate<String> mayCircle) {
        return size > 0 && byCircle.keySet().stream().anyMatch(mayCircle);
    }

    /** The circles that somebody waits for. */
    Set<String> circles() {
        return byCircle.keySet();
    }

    /** How many wait for a circle. */
    int waiting(String circle) {
        LinkedHashSet<Waiter> waiters = byCircle.get(circle);
        return waiters == null ? 0 : waiters.size();
    }

    /** How many wait for those circles. */
    int waiting(Predicate<String> ofCircle) {
        return byCircle.keySet().stream()
                .filter(ofCircle)
                .mapToInt(this::waiting)
                .sum();
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }
}
