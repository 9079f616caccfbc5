package org.parkingrelay.outcome;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateReading;

/**
 * The pages that outcomes are written on as they come, and those that wait for Kafka. A page has the cars whose keyed hashes begin
 * alike, in one of 64 ways, so that whoever looks for a car knows its partition; one page is of events without a car. Nothing of an
 * event is kept but its line, except until the key of the hashes is known. Thread-safe: what takes down an outcome waits for nothing but
 * others that do, a fraction of a microsecond each.
 */
final class OutcomePages {

    /** Some 20,000 outcomes, and a fifth of a second of what a processor can take in. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** So much waits when whoever writes is woken, to be woken seldom. */
    private static final int WAKING_BYTES = 512 * 1024;

    /** In some 4 MB. */
    private static final int MOST_EARLY = 8_192;

    /** In the place of a character. */
    private static final int NO_CAR = 0;

    /** What became of an outcome. */
    enum Taken {
        /** It is on a page, or will be. */
        YES,
        /** There was no room. */
        NO,
        /** It is on a page, and it is time to write. */
        WAKING
    }

    /** A page that is to be written. */
    static final class Handed {

        private final int bucket;
        private final byte[] lines;
        private final int outcomes;

        private Handed(int bucket, Page page) {
            this.bucket = bucket;
            this.outcomes = page.lines();
            this.lines = page.takeAll();
        }

        /** What the hashes of its cars begin with; null for those without a car. */
        byte @Nullable [] key() {
            return bucket == NO_CAR ? null : new byte[] {(byte) bucket};
        }

        byte[] lines() {
            return lines;
        }

        int outcomes() {
            return outcomes;
        }
    }

    private final OutcomeLine line;
    /** By the first character of the hash. */
    private final @Nullable Page[] open = new Page[Byte.MAX_VALUE + 1];

    private final ArrayDeque<Handed> waiting = new ArrayDeque<>();
    private final List<Ended> early = new ArrayList<>();
    private int waitingBytes;
    private @Nullable PlateHash hash;

    OutcomePages(OutcomeLine line) {
        this.line = line;
    }

    /** The key of a page with this car. */
    static String keyOf(String hash) {
        return hash.substring(0, 1);
    }

    /** Takes down an outcome. */
    synchronized Taken take(Ended ended) {
        PlateHash hashes = hash;
        if (hashes == null) {
            return early.size() < MOST_EARLY && early.add(ended) ? Taken.YES : Taken.NO;
        }
        int before = waitingBytes;
        boolean isTaken;
        if (ended.event() != null && ended.event().plate() instanceof PlateReading.Legible legible) {
            isTaken = write(hashes.bytesOf(legible.plate()), ended);
            // Cars of Hong Kong and Macau: by each of their plates it can be found.
            for (Plate other : legible.alternates()) {
                isTaken &= write(hashes.bytesOf(other), ended);
            }
        } else {
            isTaken = write(null, ended);
        }
        if (!isTaken) {
            return Taken.NO;
        }
        return before < WAKING_BYTES && waitingBytes >= WAKING_BYTES ? Taken.WAKING : Taken.YES;
    }

    private boolean write(byte @Nullable [] car, Ended ended) {
        int bucket = car == null ? NO_CAR : car[0];
        Page page = open[bucket];
        if (page == null) {
            page = new Page();
            open[bucket] = page;
        }
        if (page.isFull() && !hasHanded(bucket, page)) {
            return false;
        }
        int before = page.length();
        try {
            line.write(page, car, ended);
        } catch (RuntimeException e) {
            page.backTo(before);
            throw e;
        }
        if (page.isFull()) {
            boolean unused = hasHanded(bucket, page);
        }
        return true;
    }

    /** False where too much waits already. */
    private boolean hasHanded(int bucket, Page page) {
        if (waitingBytes + page.length() > MOST_BYTES) {
            return false;
        }
        waitingBytes += page.length();
        waiting.add(new Handed(bucket, page));
        return true;
    }

    /** Hands over all pages that have something on them, full or not, as far as there is room. */
    void handOver() {
        for (int bucket = 0; bucket < open.length; bucket++) {
            handOver(bucket);
        }
    }

    /** One at a time, since all together would hold up for long who tells of an event. */
    private synchronized void handOver(int bucket) {
        Page page = open[bucket];
        if (page != null && page.lines() > 0) {
            boolean unused = hasHanded(bucket, page);
        }
    }

    /** The next page to be written; null where there is none. */
    synchronized @Nullable Handed next() {
        Handed next = waiting.poll();
        if (next != null) {
            waitingBytes -= next.lines().length;
        }
        return next;
    }

    /** Whether something waits for the key of the hashes. */
    synchronized boolean hasEarly() {
        return !early.isEmpty();
    }

    /** From now on cars are hashed so. What ended before is to be taken down again. */
    synchronized List<Ended> begin(PlateHash hashes) {
        hash = hashes;
        return takeEarly();
    }

    /** Gives up what waits for the key. */
    synchronized List<Ended> takeEarly() {
        List<Ended> all = List.copyOf(early);
        early.clear();
        return all;
    }
}
