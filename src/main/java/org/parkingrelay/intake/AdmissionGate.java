package org.parkingrelay.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of records, and of their bytes, in. The messaging layer hands over the next record once the stage for the one before is
 * complete, so an open stage is all it takes to hold Kafka back. Thread-safe.
 */
public final class AdmissionGate {

    private static final CompletionStage<Void> NOW = CompletableFuture.completedStage(null);

    private final int permits;
    private final long maxBytes;
    private int inFlight;
    private long bytesInFlight;
    private boolean closed;
    /** Whoever waits for room, at most one. */
    private @Nullable CompletableFuture<Void> waiting;

    /**
     * An open gate.
     *
     * @param permits the most records that may be inside, at least 1
     * @param maxBytes once so many bytes are inside, nothing more comes in
     */
    public AdmissionGate(int permits, long maxBytes) {
        this.permits = permits;
        this.maxBytes = maxBytes;
    }

    /** Takes a permit; false once the gate is closed. */
    synchronized boolean enter(long bytes) {
        if (closed) {
            return false;
        }
        inFlight++;
        bytesInFlight += bytes;
        return true;
    }

    /** Completes when a further record may come; never after the gate was closed. */
    synchronized CompletionStage<Void> roomForNext() {
        if (hasRoom() && !closed) {
            return NOW;
        }
        waiting = new CompletableFuture<>();
        return waiting;
    }

    private boolean hasRoom() {
        return inFlight < permits && bytesInFlight < maxBytes;
    }

    /** Gives a permit back, with the bytes that were taken with it. */
    void leave(long bytes) {
        CompletableFuture<Void> next;
        synchronized (this) {
            inFlight--;
            bytesInFlight -= bytes;
            next = closed || !hasRoom() ? null : waiting;
            waiting = next == null ? waiting : null;
        }
        // Outside the lock: whoever waits goes on in here and takes the next record.
        if (next != null) {
            next.complete(null);
        }
    }

    /** Lets nobody in any more; those inside finish. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
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
