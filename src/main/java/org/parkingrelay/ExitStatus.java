package org.parkingrelay;

import io.quarkus.runtime.ApplicationLifecycleManager;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a process ends with. */
final class ExitStatus {

    /** Longer than any drain; whoever sent the signal loses patience before. */
    private static final long LONGEST_MINUTES = 6;

    /** A command was wrong, or the framework did not start, so that nothing has been judged. */
    static final int WRONG = 2;

    private ExitStatus() {}

    /** Ends a command of the framework's: with its status, or where the framework failed with the reason and {@link #WRONG}. */
    static void end(int status, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.err.println(cause.getMessage());
        }
        System.exit(failure == null ? status : WRONG);
    }

    /**
     * Has a process that ends in order because of a signal end with status 0 from now on. Java would say 128 and the signal's number,
     * which Kubernetes shows as an error at each roll-out. A start that fails keeps its status.
     */
    static void zeroOnSignal() {
        CountDownLatch ends = new CountDownLatch(1);
        // Called on the main thread as the last thing, whatever ended the relay.
        ApplicationLifecycleManager.setDefaultExitCodeHandler((status, cause) -> {
            if (ApplicationLifecycleManager.isVmShuttingDown()) {
                // Java's own status is decided by now; halting is the one way to another.
                System.out.flush();
                System.err.flush();
                Runtime.getRuntime().halt(status);
            }
            ends.countDown();
            System.exit(status);
        });
        // Java ends when all its hooks have; this one waits until the main thread has come so far. A signal that comes
        // before there is an application never brings it there.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(ends), "relay-exit"));
    }

    private static void await(CountDownLatch ends) {
        if (ApplicationLifecycleManager.getCurrentApplication() == null) {
            return;
        }
        try {
            boolean unused = ends.await(LONGEST_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
