package org.parkingrelay.intake;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.retry.Claim;

/**
 * The records of one partition, from the first unsettled to the newest, for as long as the partition is this relay's. Says how far the
 * partition may be committed: never past an unsettled record.
 *
 * <pre>
 *   settled   settled │ unsettled   passed   settled   unsettled   expected │ not read yet
 *                     │ first                                        newest │
 *              committable                  the window
 * </pre>
 *
 * <p>A record is <em>passed</em> by whoever polls where there is nothing to be done for it, or else <em>expected</em>, and <em>taken</em>
 * by whoever works on it. Where nobody looks at the polls, a record is known when it is taken.
 *
 * <p>Plain Java; thread-safe.
 */
final class PartitionWindow {

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);
    private static final long NONE = -1;

    private final String name;
    private final int generation;
    private final int most;
    private final IntConsumer onSettled;
    private final Claim claim = new Claim();
    /** From the first unsettled on, in the order in which they were polled; those that passed belong to the one before them. */
    private final Deque<Taken> open = new ArrayDeque<>();
    /** The last of the open ones: polled, and on their way to who takes them. */
    private final Deque<Taken> expected = new ArrayDeque<>();

    private long newest = NONE;
    private long front = NONE;
    private long committed = NONE;
    private int begun;
    private boolean isPolled;
    private @Nullable CompletableFuture<Void> waitsForRoom;
    private @Nullable CompletableFuture<Void> waitsForIdle;

    /**
     * An empty window.
     *
     * @param name of the partition, as in a record's id
     * @param generation of the consumer group in which the partition was assigned; records read in an earlier one are read again
     * @param most records that are taken before the first of them is settled, at least 1
     * @param onSettled is told how many records have been settled, whenever some have
     */
    PartitionWindow(String name, int generation, int most, IntConsumer onSettled) {
        this.name = name;
        this.generation = generation;
        this.most = most;
        this.onSettled = onSettled;
        claim.onEnd(() -> complete(takeWaitingForRoom()));
    }

    /** One record of the window. */
    final class Taken {

        private final long offset;
        private final Instant since;
        /** The offset after it, and after those that passed right behind it. */
        private long next;

        private boolean working;
        private boolean settled;

        private Taken(long offset, Instant since) {
            this.offset = offset;
            this.since = since;
            this.next = offset + 1;
        }

        /** How long the record may be worked on. */
        Claim claim() {
            return claim;
        }

        /** Whether work on the record may begin. Where it may, it ends with {@link #settle} or {@link #release}. */
        boolean begin() {
            synchronized (PartitionWindow.this) {
                if (claim.isEnded() || working) {
                    return false;
                }
                working = true;
                begun++;
                return true;
            }
        }

        /** The record is done with; again has no effect. */
        void settle() {
            end(this, true);
            onSettled.accept(1);
        }

        /** Work on the record has ended without settling it: it holds the partition's front until somebody reads it again. */
        void release() {
            end(this, false);
        }
    }

    /** The oldest unsettled record; its time may be ahead where the record waits for it. */
    record Unsettled(String recordId, Instant since) {}

    /**
     * The next records of the partition are done with, and nobody will take them. They take no room, whatever is unsettled before them: to
     * read them again costs hardly anything.
     *
     * @param first the offset of the first of them
     * @param last the offset of the last
     * @param records how many they are
     */
    void pass(long first, long last, int records) {
        synchronized (this) {
            polled(first);
            newest = last;
            Taken before = open.peekLast();
            if (before == null) {
                front = last + 1;
            } else {
                before.next = last + 1;
            }
        }
        onSettled.accept(records);
    }

    /**
     * The next record of the partition will be taken.
     *
     * @param since when the record could be worked on first
     */
    synchronized void expect(long offset, Instant since) {
        polled(offset);
        Taken coming = new Taken(offset, since);
        open.add(coming);
        expected.add(coming);
    }

    private void polled(long offset) {
        isPolled = true;
        known(offset);
    }

    /** Offsets grow, with gaps where Kafka has compacted; where one does not, the position was set back, and the window begins anew. */
    private void known(long offset) {
        if (offset <= newest) {
            open.clear();
            expected.clear();
            front = NONE;
        }
        newest = offset;
    }

    /** Completes when there is room for a further record to be taken, and when the claim has ended, since nothing is then kept. */
    synchronized CompletableFuture<Void> room() {
        if (hasRoom() || claim.isEnded()) {
            return NOW;
        }
        if (waitsForRoom == null) {
            waitsForRoom = new CompletableFuture<>();
        }
        return waitsForRoom;
    }

    private boolean hasRoom() {
        return size() < most;
    }

    /**
     * Takes a record: the next of those that are expected, or the next of the partition where nobody looks at the polls. One that was
     * expected before the position was set back is read again, and holds nothing up.
     *
     * @param since when the record could be worked on first, where that is not known yet
     */
    synchronized Taken take(long offset, Instant since) {
        if (isPolled) {
            Taken first = expected.peek();
            boolean isNext = first != null && first.offset == offset;
            return isNext ? expected.remove() : new Taken(offset, since);
        }
        known(offset);
        Taken taken = new Taken(offset, since);
        open.add(taken);
        return taken;
    }

    private void end(Taken taken, boolean settled) {
        CompletableFuture<Void> room;
        CompletableFuture<Void> idle = null;
        synchronized (this) {
            if (taken.working) {
                taken.working = false;
                begun--;
            }
            taken.settled |= settled;
            moveFront();
            room = hasRoom() ? takeWaitingForRoom() : null;
            if (begun == 0) {
                idle = waitsForIdle;
                waitsForIdle = null;
            }
        }
        // Outside the lock: whoever waits goes on in here.
        complete(room);
        complete(idle);
    }

    private void moveFront() {
        Taken first = open.peek();
        while (first != null && first.settled) {
            front = first.next;
            open.remove();
            first = open.peek();
        }
    }

    private synchronized @Nullable CompletableFuture<Void> takeWaitingForRoom() {
        CompletableFuture<Void> waiting = waitsForRoom;
        waitsForRoom = null;
        return waiting;
    }

    private static void complete(@Nullable CompletableFuture<Void> waiting) {
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** The offset to commit: that after the last settled record before which all are settled. Empty where it is committed. */
    synchronized OptionalLong committable() {
        return front == NONE || front == committed ? OptionalLong.empty() : OptionalLong.of(front);
    }

    /** Kafka has confirmed the commit of {@code offset}. */
    synchronized void committed(long offset) {
        committed = offset;
    }

    /** Completes when no work is under way on any record. */
    synchronized CompletableFuture<Void> idle() {
        if (begun == 0) {
            return NOW;
        }
        if (waitsForIdle == null) {
            waitsForIdle = new CompletableFuture<>();
        }
        return waitsForIdle;
    }

    /** How many records it holds, from the first unsettled to the newest that was taken. */
    synchronized int size() {
        return open.size() - expected.size();
    }

    synchronized Optional<Unsettled> oldest() {
        return Optional.ofNullable(open.peek()).map(first -> new Unsettled(name + "-" + first.offset, first.since));
    }

    int generation() {
        return generation;
    }

    Claim claim() {
        return claim;
    }
}
