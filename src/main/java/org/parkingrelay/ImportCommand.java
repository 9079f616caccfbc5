package org.parkingrelay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.binding.BindingImport;
import org.parkingrelay.binding.ImportReport;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.lookup.LookupConfig;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.telemetry.Meters;

/** Reads a CSV file of bindings into the store, says how far it is, and at the end which lines were left out. */
class ImportCommand implements QuarkusApplication {

    private final LookupConfig config;
    private final InjectableInstance<Redis> redis;
    private final String redisType;
    private final Vertx vertx;

    ImportCommand(
            LookupConfig config,
            InjectableInstance<Redis> redis,
            @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = RedisClient.STANDALONE) String redisType,
            Vertx vertx) {
        this.config = config;
        this.redis = redis;
        this.redisType = redisType;
        this.vertx = vertx;
    }

    @Override
    public int run(String... args) {
        ConfigProblems problems = new ConfigProblems();
        StoreWatch watch = new StoreWatch(Relay.CLOCK, new Meters(new SimpleMeterRegistry()));
        Optional<Stores> opened = Stores.open(
                config, () -> RedisClient.of(redis.getActive(), vertx, redisType), Relay.CLOCK, watch, problems);
        problems.throwIfAny();
        try (Stores stores = opened.orElseThrow()) {
            Optional<ImportReport> report = new BindingImport(
                            stores.bindings(), stores.positions(), sofar -> System.out.println(sofar.summary()))
                    .run(args[1], problems);
            problems.throwIfAny();
            report.ifPresent(ImportCommand::show);
            return 0;
        }
    }

    private static void show(ImportReport report) {
        System.out.println(report.summary());
        if (report.badLines() > 0) {
            System.out.println("Left out: " + report.badSummary());
        }
    }
}
