package org.parkingrelay.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.testing.StoreWatches;

class DerivedSecretsTest {

    private static final byte[] CONFIGURED = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final StateStore store = new EmbeddedStates(EmbeddedStore.inMemory(StoreWatches.any()), Clock.systemUTC());

    private static byte[] await(CompletionStage<byte[]> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void each_purpose_has_its_own_the_same_each_time() {
        DerivedSecrets secrets = new DerivedSecrets(store, Optional.empty());

        byte[] first = await(secrets.of("outcomes"));
        assertThat(first).hasSize(32).isEqualTo(await(secrets.of("outcomes")));
        assertThat(first).isNotEqualTo(await(secrets.of("other"))).isNotEqualTo(await(store.secret()));
    }

    @Test
    void what_is_configured_wins_over_the_stores() {
        byte[] secret = await(new DerivedSecrets(store, Optional.of(CONFIGURED)).of("outcomes"));

        assertThat(secret)
                .isEqualTo(await(DerivedSecrets.ofConfigured(CONFIGURED).of("outcomes")));
        assertThat(secret).isNotEqualTo(CONFIGURED);
        assertThat(secret).isNotEqualTo(await(new DerivedSecrets(store, Optional.empty()).of("outcomes")));
    }
}
