package org.parkingrelay.explain;

/**
 * What the relay would do with one event, in words.
 *
 * @param deed what it does
 * @param reason the name under which it is counted, empty for what is reported
 * @param why in a sentence; where it is reported, what is done
 * @param toDo what a person can do about it, empty where there is nothing
 */
record Fate(Deed deed, String reason, String why, String toDo) {

    /** What the relay does with an event. */
    enum Deed {
        REPORTS("reports"),
        SKIPS("skips"),
        DEAD_LETTERS("dead-letters");

        private final String word;

        Deed(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
