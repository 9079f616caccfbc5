package org.parkingrelay.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that the stand-in was asked, in order, and how many requests overlapped. Thread-safe. */
public final class Ledger {

    /**
     * The time in which a request about a key was open.
     *
     * @param number the entry's
     * @param key as {@link LedgerEntry.Fields#key}
     * @param from when what it is about was known
     * @param to when it was answered or its connection gone
     */
    public record Flight(long number, String key, Instant from, Instant to) {}

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<Flight> flights = new ArrayList<>();
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

    synchronized void closed(Flight flight) {
        openByKey.computeIfPresent(flight.key(), (k, count) -> count == 1 ? null : count - 1);
        flights.add(flight);
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

    /** The requests that are no longer open, in the order in which they ended. */
    public synchronized List<Flight> flights() {
        return List.copyOf(flights);
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
        flights.clear();
        mostOpen = open;
        mostOpenOfOneKey = 0;
    }
}
