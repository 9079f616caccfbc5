package org.parkingrelay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.EmbeddedBindings;
import org.parkingrelay.lookup.LookupCheck;
import org.parkingrelay.lookup.LookupConfig;
import org.parkingrelay.lookup.PlateKeys;
import org.parkingrelay.lookup.RedisBindings;
import org.parkingrelay.lookup.RedisFormat;
import org.parkingrelay.state.EmbeddedStates;
import org.parkingrelay.state.RedisStates;
import org.parkingrelay.state.StateStore;
import org.parkingrelay.store.EmbeddedPositions;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.Positions;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.RedisPositions;
import org.parkingrelay.store.StoreWatch;

/**
 * The configured store, as each room sees it.
 *
 * @param embedded the bindings in the file, where that is the store
 * @param file the file, where that is the store
 */
record Stores(
        Bindings bindings,
        StateStore states,
        Positions positions,
        Optional<EmbeddedBindings> embedded,
        Optional<EmbeddedStore> file)
        implements AutoCloseable {

    /** Longer than a busy Redis takes, shorter than people wait. */
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(3);

    /** A relay that is started together with its Redis, or while that is restarted, waits for it. */
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(30);

    /** Opens the store, or adds the problem that keeps it from that. */
    static Optional<Stores> open(
            LookupConfig config, Supplier<RedisClient> redis, Clock clock, StoreWatch watch, ConfigProblems problems) {
        PlateKeys plateKeys = LookupCheck.plateKeys(config, problems);
        return switch (config.store()) {
            case "embedded" ->
                EmbeddedStore.open(config.embedded().path(), watch, problems)
                        .map(file -> ofFile(file, plateKeys, clock, problems));
            case "redis" -> ofRedis(redis, plateKeys, config, watch, problems);
            default -> {
                problems.add("relay.lookup.store", "names no store", "set it to embedded or redis");
                yield Optional.empty();
            }
        };
    }

    private static Stores ofFile(EmbeddedStore file, PlateKeys plateKeys, Clock clock, ConfigProblems problems) {
        EmbeddedBindings bindings = EmbeddedBindings.of(file, plateKeys, problems);
        return new Stores(
                bindings,
                new EmbeddedStates(file, clock),
                new EmbeddedPositions(file),
                Optional.of(bindings),
                Optional.of(file));
    }

    private static Optional<Stores> ofRedis(
            Supplier<RedisClient> redis,
            PlateKeys plateKeys,
            LookupConfig config,
            StoreWatch watch,
            ConfigProblems problems) {
        RedisFormat format = new RedisFormat(plateKeys, UUID.randomUUID().toString());
        RedisLink link;
        try {
            link = new RedisLink(redis.get(), REDIS_TIMEOUT, format, watch);
        } catch (RuntimeException e) {
            problems.add(
                    "quarkus.redis.hosts",
                    "is missing or no address, though relay.lookup.store is redis",
                    "set it to redis://<host>:6379");
            return Optional.empty();
        }
        Optional<String> silence =
                config.importFile().isPresent() ? link.awaitAnswer(REDIS_PATIENCE) : Optional.empty();
        if (silence.isPresent()) {
            problems.add(
                    "quarkus.redis.hosts",
                    "names a Redis that did not answer for " + REDIS_PATIENCE.toSeconds() + " s (" + silence.get()
                            + "), so that relay.lookup.import could not be read",
                    "start it, check the address and the password, or remove relay.lookup.import");
            return Optional.empty();
        }
        return Optional.of(new Stores(
                new RedisBindings(link, plateKeys),
                new RedisStates(link),
                new RedisPositions(link, format::mark),
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public void close() {
        // The framework made the client of Redis and closes it.
        file.ifPresent(EmbeddedStore::close);
    }
}
