package org.parkingrelay.store;

import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVMap;

/** Positions in the file of the embedded store. */
public final class EmbeddedPositions implements Positions {

    private final EmbeddedStore store;
    private final MVMap<String, String> positions;

    public EmbeddedPositions(EmbeddedStore store) {
        this.store = store;
        this.positions = store.map("positions");
    }

    @Override
    public CompletionStage<Long> read(String source) {
        return store.answer(StoreStep.BINDING, () -> Long.valueOf(positions.getOrDefault(source, "0")));
    }

    @Override
    public CompletionStage<Void> keep(String source, long position) {
        return store.answer(StoreStep.BINDING, () -> positions.put(source, String.valueOf(position)))
                .thenAccept(before -> {});
    }
}
