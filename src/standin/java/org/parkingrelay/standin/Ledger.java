package org.parkingrelay.standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that the stand-in was asked, in order, and how many requests overlapped. Thread-safe. */
public final class Ledger {

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<String, Integer> openByKey = new HashMap<>();
    private long requests;
    private int open;
    private int mostOpen;
    private int mostOpenOfOneKey;

    /** A request has come; returns its number, from 1. */
    synchronized long arrived() {
        requests++;
        open++;
        mostOpen = Math.max(mostOpen, open);
        return requests;
    }

    /** What a request that has come is about is known. */
    synchronized void opened(String key) {
        mostOpenOfOneKey = Math.max(mostOpenOfOneKey, openByKey.merge(key, 1, Integer::sum));
    }

    synchronized void closed(String key) {
        openByKey.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
    }

    /** A request has been answered, or its connection is gone. */
    synchronized void left() {
        open--;
    }

    synchronized void add(LedgerEntry entry) {
        entries.add(entry);
    }

    /** All requests so far. */
    public synchronized List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** The requests that were taken, in the order in which they were. */
    public synchronized List<LedgerEntry> taken() {
        return entries.stream().filter(LedgerEntry::taken).toList();
    }

    /** How many requests were taken; cheaper than {@link #taken} while one waits. */
    public synchronized long takenCount() {
        return entries.stream().filter(LedgerEntry::taken).count();
    }

    /** How many requests are open now. */
    public synchronized int open() {
        return open;
    }

    /** The most requests that were open at one time. */
    public synchronized int mostOpen() {
        return mostOpen;
    }

    /** The most requests for one brand, member and car that were open at one time. */
    public synchronized int mostOpenOfOneKey() {
        return mostOpenOfOneKey;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        entries.clear();
        mostOpen = open;
        mostOpenOfOneKey = 0;
    }
}
