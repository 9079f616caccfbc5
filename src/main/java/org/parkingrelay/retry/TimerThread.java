package org.parkingrelay.retry;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Waits on one thread. What waits when it is closed is never run: it is not settled, and is read again after the next start. */
public final class TimerThread implements Delayer, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    /** Starts the thread. */
    public TimerThread() {
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "relay-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public void after(Duration wait, Runnable action) {
        Future<?> unused = executor.schedule(action, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
