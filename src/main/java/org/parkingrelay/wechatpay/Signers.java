package org.parkingrelay.wechatpay;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that sign, one for each core since signing is nothing but CPU, and whether they are behind. What waits for them is held
 * in memory and gains nothing by it, so nothing more need be taken from Kafka until they are not. Thread-safe.
 */
final class Signers implements Executor, AutoCloseable {

    /** Some ten milliseconds of work for each thread: more than it takes until the next poll's records are here. */
    private static final int MOST_WAITING = 64;

    private final Pool pool;
    private final int most;
    private volatile Runnable onRelief = () -> {};

    Signers(int threads, ThreadFactory factory) {
        this.most = MOST_WAITING * threads;
        this.pool = new Pool(threads, factory);
    }

    private final class Pool extends ThreadPoolExecutor {

        Pool(int threads, ThreadFactory factory) {
            super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            // At each, not only at the first: two that end together may both find fewer.
            if (getQueue().size() <= most / 2) {
                onRelief.run();
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Whether so much waits that more had better not come. */
    boolean areBehind() {
        return pool.getQueue().size() >= most;
    }

    /** What to run, on their threads and again and again, while they are not. */
    void onRelief(Runnable action) {
        onRelief = action;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
