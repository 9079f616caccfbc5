package org.parkingrelay.wechatpay;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that sign, one for each core since signing is nothing but CPU, and whether they, or who takes over from them, are behind.
 * What waits for them is held in memory and gains nothing by it, so nothing more need be taken from Kafka until they are not.
 *
 * <pre>
 *   sign ── waiting ──┬── signer: up to eight, one after the other ── handed over together ──┬── told
 *                     └── signer ...                                                         └── relief
 * </pre>
 *
 * <p>Thread-safe.
 */
final class Signers implements AutoCloseable {

    /** Some ten milliseconds of work for each thread: more than it takes until the next poll's records are here. */
    private static final int MOST_PENDING = 64;

    /**
     * So many are signed before the first of them is handed over, where so many wait. On one core each hand-over takes the core, and its
     * caches, from the signer, and for eight that costs little more than for one. It delays the first by some two milliseconds.
     */
    private static final int MOST_TOGETHER = 8;

    private final ExecutorService threads;
    private final Queue<Signing<?>> waiting = new ConcurrentLinkedQueue<>();
    /** Those that are not told yet. */
    private final AtomicInteger pending = new AtomicInteger();

    private final int mostPending;
    private volatile Executor next = Runnable::run;
    private volatile Runnable onRelief = () -> {};

    Signers(int threads, ThreadFactory factory) {
        this.threads = Executors.newFixedThreadPool(threads, factory);
        this.mostPending = MOST_PENDING * threads;
    }

    /** A piece of work and who waits for it. */
    private static final class Signing<T> {

        private final Supplier<T> work;
        private final CompletableFuture<T> told = new CompletableFuture<>();
        private @Nullable T signed;
        private @Nullable Throwable failure;

        Signing(Supplier<T> work) {
            this.work = work;
        }

        void sign() {
            try {
                signed = work.get();
            } catch (Throwable e) {
                failure = e;
            }
        }

        void tell() {
            if (failure == null) {
                told.complete(signed);
            } else {
                told.completeExceptionally(failure);
            }
        }
    }

    /**
     * Has work done that signs.
     *
     * @return its result, on the executor of {@link #handOverTo}; fails with what the work throws, and once the signers are closed
     */
    <T> CompletionStage<T> sign(Supplier<T> work) {
        Signing<T> signing = new Signing<>(work);
        pending.incrementAndGet();
        waiting.add(signing);
        try {
            // For each, though one may do the work of several: those that follow then find nothing.
            threads.execute(this::signTogether);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
        return signing.told;
    }

    /** Where to go on with what is signed, asked on the signer's thread; without it, on that thread. */
    void handOverTo(Executor executor) {
        next = executor;
    }

    private void signTogether() {
        List<Signing<?>> signed = new ArrayList<>();
        Signing<?> signing = waiting.poll();
        while (signing != null) {
            signing.sign();
            signed.add(signing);
            signing = signed.size() < MOST_TOGETHER ? waiting.poll() : null;
        }
        if (!signed.isEmpty()) {
            handOver(signed);
        }
    }

    private void handOver(List<Signing<?>> signed) {
        try {
            next.execute(() -> tell(signed));
        } catch (RejectedExecutionException e) {
            // It has closed; whoever waits learns that from what he does next.
            tell(signed);
        }
    }

    private void tell(List<Signing<?>> signed) {
        signed.forEach(Signing::tell);
        // At each, not only at the first: two that end together may both find fewer.
        if (pending.addAndGet(-signed.size()) <= mostPending / 2) {
            onRelief.run();
        }
    }

    /** Whether so much is not told yet that more had better not come. */
    boolean areBehind() {
        return pending.get() >= mostPending;
    }

    /** What to run, where results are told and again and again, while they are not. */
    void onRelief(Runnable action) {
        onRelief = action;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
