package org.parkingrelay.state;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Secrets for keyed hashes of other rooms, from the one that all relays of a store share; none can be found from another. */
public final class DerivedSecrets {

    private final StateStore store;
    private final Optional<byte[]> configured;

    /**
     * Secrets.
     *
     * @param configured from which they are derived; empty for the secret that the store keeps
     */
    public DerivedSecrets(StateStore store, Optional<byte[]> configured) {
        this.store = store;
        this.configured = configured;
    }

    /** The secret for a purpose; fails where the store does not answer. */
    public CompletionStage<byte[]> of(String purpose) {
        CompletionStage<byte[]> secret =
                configured.isPresent() ? CompletableFuture.completedStage(configured.get()) : store.secret();
        return secret.thenApply(bytes -> new Fingerprints(bytes).derived(purpose));
    }
}
