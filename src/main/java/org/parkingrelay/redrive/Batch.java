package org.parkingrelay.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.parkingrelay.deadletter.LetterId;

/** What a job is about to do next, and to tell the journal. Not thread-safe. */
final class Batch {

    /** A letter's copy, not written yet. */
    record Copy(LetterId letter, ProducerRecord<byte[], byte[]> record) {}

    private final List<Copy> copies = new ArrayList<>();
    private final List<Results.Result> results = new ArrayList<>();
    private Counts counts = Counts.NONE;
    private long bytes;

    void add(Copy copy) {
        copies.add(copy);
        byte[] value = copy.record().value();
        bytes += value == null ? 0 : value.length;
    }

    /** A letter that is done by being told of. */
    void mark(LetterId letter) {
        results.add(new Results.Result(letter, Optional.empty(), ""));
        counts = counts.plus(new Counts(0, 1, 0, 0, Map.of()));
    }

    void skip() {
        counts = counts.plus(new Counts(0, 0, 1, 0, Map.of()));
    }

    void quarantine() {
        counts = counts.plus(new Counts(0, 0, 0, 1, Map.of()));
    }

    void fail(LetterId letter, String reason) {
        results.add(new Results.Result(letter, Optional.empty(), reason));
        counts = counts.plus(new Counts(0, 0, 0, 0, Map.of(reason, 1L)));
    }

    List<Copy> copies() {
        return copies;
    }

    /** How many letters it does. */
    int size() {
        return copies.size() + (int) counts.done();
    }

    long bytes() {
        return bytes;
    }

    /** Whether there is something that must not be lost. */
    boolean hasResults() {
        return !copies.isEmpty() || !results.isEmpty();
    }

    /** All results, once the copies are where they go. */
    List<Results.Result> results(List<Place> places) {
        List<Results.Result> all = new ArrayList<>(results);
        for (int i = 0; i < places.size(); i++) {
            all.add(new Results.Result(copies.get(i).letter(), Optional.of(places.get(i)), ""));
        }
        return all;
    }

    Counts counts(long scanned) {
        return counts.plus(new Counts(scanned, copies.size(), 0, 0, Map.of()));
    }

    /** Its one copy could not be written. */
    void failCopy(String reason) {
        Copy copy = copies.remove(0);
        fail(copy.letter(), reason);
    }
}
