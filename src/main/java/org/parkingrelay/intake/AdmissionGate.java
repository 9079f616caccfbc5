package org.parkingrelay.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of records in. The messaging layer hands over the next record once the stage for the one before is
 * complete, so an open stage is all it takes to hold Kafka back. Thread-safe.
 */
public final class AdmissionGate {

    private static final CompletionStage<Void> NOW = CompletableFuture.completedStage(null);

    private final int permits;
    private int inFlight;
    private boolean closed;
    /** Whoever waits for room, at most one. */
    private @Nullable CompletableFuture<Void> waiting;

    /**
     * An open gate.
     *
     * @param permits the most that may be inside, at least 1
     */
    public AdmissionGate(int permits) {
        this.permits = permits;
    }

    /** Takes a permit; false once the gate is closed. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** Completes when a further record may come; never after the gate was closed. */
    synchronized CompletionStage<Void> roomForNext() {
        if (inFlight < permits && !closed) {
            return NOW;
        }
        waiting = new CompletableFuture<>();
        return waiting;
    }

    /** Gives a permit back. */
    void leave() {
        CompletableFuture<Void> next;
        synchronized (this) {
            inFlight--;
            next = closed ? null : waiting;
            waiting = null;
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

    /** The most that may be inside. */
    public int permits() {
        return permits;
    }
}
