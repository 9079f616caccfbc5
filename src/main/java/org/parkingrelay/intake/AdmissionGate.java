package org.parkingrelay.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of records, and of their bytes, in, in the order in which they come to it. The messaging layer hands
 * over the next record of a channel once the stage for the one before is complete, so an open stage is all it takes to hold
 * Kafka back. Thread-safe.
 */
public final class AdmissionGate {

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    /**
     * Once all permits were taken, others come in when this part of them is free, many at a time: to wake a thread for each would cost
     * as much as to send a report.
     */
    private static final int PARTS = 16;

    private final BooleanSupplier isBehind;
    private final int permits;
    private final int together;
    private final long maxBytes;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;
    private long bytesInFlight;
    private boolean closed;
    private @Nullable CompletableFuture<Void> waitsForEmpty;

    private record Waiting(long bytes, CompletableFuture<Void> admitted) {}

    /**
     * An open gate.
     *
     * @param permits the most records that may be inside, at least 1
     * @param maxBytes once so many bytes are inside, nothing more comes in
     */
    public AdmissionGate(int permits, long maxBytes) {
        this(permits, maxBytes, () -> false);
    }

    /**
     * An open gate before somebody who may be behind with the work.
     *
     * @param isBehind while it says so nothing more comes in; when that changes, {@link #reconsider} is to be called. Must be quick
     */
    public AdmissionGate(int permits, long maxBytes, BooleanSupplier isBehind) {
        this.isBehind = isBehind;
        this.permits = permits;
        this.together = Math.max(1, permits / PARTS);
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a permit, once there is one and all who came before have theirs.
     *
     * @return completes with the permit; never once the gate is closed
     */
    synchronized CompletableFuture<Void> enter(long bytes) {
        if (!closed && waiting.isEmpty() && hasRoom()) {
            take(bytes);
            return NOW;
        }
        Waiting last = new Waiting(bytes, new CompletableFuture<>());
        waiting.add(last);
        return last.admitted();
    }

    private boolean hasRoom() {
        return inFlight < permits && bytesInFlight < maxBytes && !isBehind.getAsBoolean();
    }

    private void take(long bytes) {
        inFlight++;
        bytesInFlight += bytes;
    }

    /** Gives a permit back, with the bytes that were taken with it. */
    void leave(long bytes) {
        List<CompletableFuture<Void>> next;
        synchronized (this) {
            inFlight--;
            bytesInFlight -= bytes;
            if (waiting.isEmpty() && waitsForEmpty == null) {
                return;
            }
            next = admitted();
            if (inFlight == 0 && waitsForEmpty != null) {
                next.add(waitsForEmpty);
                waitsForEmpty = null;
            }
        }
        complete(next);
    }

    /** Lets in who waits, where what held them back may be over. */
    public void reconsider() {
        List<CompletableFuture<Void>> next;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            next = admitted();
        }
        complete(next);
    }

    private List<CompletableFuture<Void>> admitted() {
        List<CompletableFuture<Void>> next = new ArrayList<>();
        boolean isTime = permits - inFlight >= together;
        while (isTime && !closed && !waiting.isEmpty() && hasRoom()) {
            Waiting first = waiting.remove();
            take(first.bytes());
            next.add(first.admitted());
        }
        return next;
    }

    /** Outside the lock: whoever waits may go on in here. */
    private static void complete(List<CompletableFuture<Void>> waiting) {
        waiting.forEach(admitted -> admitted.complete(null));
    }

    /** Lets nobody in any more; those inside finish. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Completes when nobody is inside. */
    synchronized CompletionStage<Void> empty() {
        if (inFlight == 0) {
            return NOW;
        }
        if (waitsForEmpty == null) {
            waitsForEmpty = new CompletableFuture<>();
        }
        return waitsForEmpty;
    }

    /** How many are inside. */
    public synchronized int inFlight() {
        return inFlight;
    }

    /** How many bytes of records are inside. */
    public synchronized long bytesInFlight() {
        return bytesInFlight;
    }

    /** The most that may be inside. */
    public int permits() {
        return permits;
    }
}
