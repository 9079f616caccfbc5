package org.parkingrelay.binding;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.BindingChange.Applied;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.LookupResult;

/** A store that takes changes when a test lets it. */
final class HeldBindings implements Bindings {

    private final Bindings bindings;
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final AtomicInteger waiting = new AtomicInteger();

    HeldBindings(Bindings bindings) {
        this.bindings = bindings;
    }

    void release() {
        released.complete(null);
    }

    int waiting() {
        return waiting.get();
    }

    @Override
    public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
        return bindings.membersOf(appId, plates);
    }

    @Override
    public CompletionStage<List<Boolean>> add(List<Binding> added) {
        return bindings.add(added);
    }

    @Override
    public CompletionStage<Applied> apply(BindingChange change) {
        waiting.incrementAndGet();
        return released.thenCompose(free -> bindings.apply(change));
    }

    @Override
    public void flush() {
        bindings.flush();
    }
}
