package org.parkingrelay.binding;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.BindingChange.Applied;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.store.Positions;
import org.parkingrelay.testing.ForwardingBindings;

/** A store of which every other step fails, so many times; and as often its flush. Look-ups always work. */
final class FailingStore extends ForwardingBindings implements Positions {

    private final Positions positions;
    private final AtomicInteger left;
    private final AtomicInteger steps = new AtomicInteger();

    FailingStore(Bindings bindings, Positions positions, int failures) {
        super(bindings);
        this.positions = positions;
        this.left = new AtomicInteger(failures);
    }

    int failuresLeft() {
        return left.get();
    }

    private <T> CompletionStage<T> sometimes(Supplier<CompletionStage<T>> step) {
        if (steps.incrementAndGet() % 2 == 0 && left.getAndDecrement() > 0) {
            return CompletableFuture.failedStage(new TimeoutException());
        }
        return step.get();
    }

    @Override
    public CompletionStage<List<Boolean>> add(List<Binding> added) {
        return sometimes(() -> super.add(added));
    }

    @Override
    public CompletionStage<Applied> apply(BindingChange change) {
        return sometimes(() -> super.apply(change));
    }

    @Override
    public void flush() {
        if (left.getAndDecrement() > 0) {
            throw new IllegalStateException("as if the disk were full");
        }
        super.flush();
    }

    @Override
    public CompletionStage<Long> read(String source) {
        return sometimes(() -> positions.read(source));
    }

    @Override
    public CompletionStage<Void> keep(String source, long position) {
        return sometimes(() -> positions.keep(source, position));
    }
}
