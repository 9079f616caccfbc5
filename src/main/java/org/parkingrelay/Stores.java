package org.parkingrelay;

import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.EmbeddedBindings;
import org.parkingrelay.lookup.Lookup;
import org.parkingrelay.lookup.LookupConfig;
import org.parkingrelay.lookup.RedisBindings;
import org.parkingrelay.state.EmbeddedStates;
import org.parkingrelay.state.RedisStates;
import org.parkingrelay.state.StateStore;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.RedisLink;

/**
 * The configured store, as each room sees it.
 *
 * @param embedded the file, where that is the store
 */
record Stores(Bindings bindings, StateStore states, Optional<EmbeddedBindings> embedded, AutoCloseable file)
        implements AutoCloseable {

    /** Longer than a busy Redis takes, shorter than people wait. */
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(3);

    /** Opens the store and fills it from the configured file, or adds the problem that keeps it from that. */
    static Optional<Stores> open(LookupConfig config, Supplier<Redis> redis, Clock clock, ConfigProblems problems) {
        Optional<Stores> stores = switch (config.store()) {
            case EMBEDDED ->
                EmbeddedStore.open(config.embedded().path(), problems).map(file -> ofFile(file, clock));
            case REDIS -> Optional.of(ofRedis(new RedisLink(redis.get(), REDIS_TIMEOUT)));
        };
        stores.ifPresent(opened -> Lookup.fill(opened.bindings(), config, problems));
        return stores;
    }

    private static Stores ofFile(EmbeddedStore file, Clock clock) {
        EmbeddedBindings bindings = new EmbeddedBindings(file);
        return new Stores(bindings, new EmbeddedStates(file, clock), Optional.of(bindings), file);
    }

    private static Stores ofRedis(RedisLink link) {
        // The framework made the client and closes it.
        return new Stores(new RedisBindings(link), new RedisStates(link), Optional.empty(), () -> {});
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (Exception e) {
            throw new IllegalStateException("the store does not close", e);
        }
    }
}
