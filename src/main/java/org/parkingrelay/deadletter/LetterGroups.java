package org.parkingrelay.deadletter;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Letters by their cause. Bounded, since whoever writes to the topic decides how many causes there are: letters of causes that come
 * when it is full are only counted.
 */
public final class LetterGroups {

    /** More than a person looks through. */
    static final int MOST_GROUPS = 200;

    private final Map<LetterCause, LetterGroup> groups = new LinkedHashMap<>();
    private long rest;

    void add(DeadLetter letter) {
        add(LetterGroup.of(LetterCause.of(letter), letter));
    }

    private void add(LetterGroup group) {
        if (groups.containsKey(group.cause()) || groups.size() < MOST_GROUPS) {
            groups.merge(group.cause(), group, LetterGroup::and);
        } else {
            rest += group.letters();
        }
    }

    /** Adds what another slice found. */
    public LetterGroups add(LetterGroups others) {
        others.groups.values().forEach(this::add);
        rest += others.rest;
        return this;
    }

    /** The groups, the largest first. */
    public List<LetterGroup> groups() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(LetterGroup::letters)
                        .reversed()
                        .thenComparing(LetterGroup::last, Comparator.reverseOrder()))
                .toList();
    }

    /** How many letters are in none of them. */
    public long rest() {
        return rest;
    }
}
