package org.parkingrelay.intake;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Ends the intake in order: nothing more comes in, what waits is left, and calls under way finish. */
public final class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final AdmissionGate gate;
    private final Windows windows;
    private final Duration timeout;
    private boolean isDone;

    /**
     * Prepares a drain.
     *
     * @param timeout what is in flight after it stays unsettled, and is read again after the next start
     */
    public Drain(AdmissionGate gate, Windows windows, Duration timeout) {
        this.gate = gate;
        this.windows = windows;
        this.timeout = timeout;
    }

    /**
     * Returns when nothing is in flight or the time has passed; the messaging layer then commits and closes. Who comes second waits
     * for the first, and drains nothing again.
     */
    synchronized void run() {
        if (isDone) {
            return;
        }
        isDone = true;
        gate.close();
        windows.endClaims();
        try {
            gate.empty().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "Some calls did not end in relay.intake.drain-timeout; their records are read again after the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
