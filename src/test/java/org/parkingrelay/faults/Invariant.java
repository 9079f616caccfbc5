package org.parkingrelay.faults;

/** What must hold after every run, whatever broke. */
enum Invariant {
    ACCOUNTED_FOR("every event is reported, superseded, dead-lettered or skipped by rule"),
    NOTHING_INVENTED("nothing is reported that no event says"),
    COMMITTED_IS_SETTLED("no committed offset is ahead of a record that is not settled"),
    NEWEST_WINS("the last accepted state of each key is that of its latest event"),
    ONE_CALL_PER_KEY("calls for one key do not overlap"),
    DEAD_LETTERS_ARE_THE_BAD("the dead letters are the bad records, byte for byte, and nothing else"),
    FEW_DUPLICATES("an event is reported again only where something broke"),
    RECOVERS("after the last fault everything is settled soon, without a restart");

    private final String promise;

    Invariant(String promise) {
        this.promise = promise;
    }

    String promise() {
        return promise;
    }
}
