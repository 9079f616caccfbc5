package org.parkingrelay.state;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Secrets for keyed hashes of other rooms, from the one that all relays of a store share; none can be found from another. */
public final class DerivedSecrets {

    private final Supplier<CompletionStage<byte[]>> secret;

    /**
     * Secrets.
     *
     * @param configured from which they are derived; empty for the secret that the store keeps
     */
    public DerivedSecrets(StateStore store, Optional<byte[]> configured) {
        this(configured
                .<Supplier<CompletionStage<byte[]>>>map(bytes -> () -> CompletableFuture.completedStage(bytes))
                .orElse(store::secret));
    }

    private DerivedSecrets(Supplier<CompletionStage<byte[]>> secret) {
        this.secret = secret;
    }

    /** Secrets from one that is configured, whatever store there is. */
    public static DerivedSecrets ofConfigured(byte[] configured) {
        return new DerivedSecrets(() -> CompletableFuture.completedStage(configured));
    }

    /** The secret for a purpose; fails where the store does not answer. */
    public CompletionStage<byte[]> of(String purpose) {
        return secret.get().thenApply(bytes -> new Fingerprints(bytes).derived(purpose));
    }
}
