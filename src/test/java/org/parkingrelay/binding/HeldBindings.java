package org.parkingrelay.binding;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.BindingChange.Applied;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.testing.ForwardingBindings;

/** A store that takes changes when a test lets it. */
final class HeldBindings extends ForwardingBindings {

    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final AtomicInteger waiting = new AtomicInteger();

    HeldBindings(Bindings bindings) {
        super(bindings);
    }

    void release() {
        released.complete(null);
    }

    int waiting() {
        return waiting.get();
    }

    @Override
    public CompletionStage<Applied> apply(BindingChange change) {
        waiting.incrementAndGet();
        return released.thenCompose(free -> super.apply(change));
    }
}
