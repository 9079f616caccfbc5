package org.parkingrelay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.SecretFile;
import org.parkingrelay.console.CarDesk;
import org.parkingrelay.console.CarRequest;
import org.parkingrelay.console.CarTrace;
import org.parkingrelay.console.CarTraceText;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.outcome.CarHistory;
import org.parkingrelay.outcome.OutcomeCheck;
import org.parkingrelay.outcome.OutcomeConsumer;
import org.parkingrelay.outcome.OutcomeTopic;
import org.parkingrelay.outcome.Sentences;
import org.parkingrelay.outcome.TraceOptions;
import org.parkingrelay.state.DerivedSecrets;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.telemetry.Meters;

/** Tells what became of a car's events on a day, as the operators' API does. Ends with 0 if it could be told, else with 2. */
class TraceCommand implements QuarkusApplication {

    private static final int NOT_TOLD = 2;

    private final RelayConfiguration config;
    private final Map<String, Object> kafka;
    private final InjectableInstance<Redis> redis;
    private final String redisType;
    private final Vertx vertx;
    private final ObjectMapper json;

    TraceCommand(
            RelayConfiguration config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            InjectableInstance<Redis> redis,
            @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = RedisClient.STANDALONE) String redisType,
            Vertx vertx,
            ObjectMapper json) {
        this.config = config;
        this.kafka = kafka;
        this.redis = redis;
        this.redisType = redisType;
        this.vertx = vertx;
        this.json = json;
    }

    @Override
    public int run(String... args) throws IOException {
        TraceOptions options = TraceOptions.of(List.of(args).subList(1, args.length));
        ConfigProblems ofStore = new ConfigProblems();
        ConfigProblems problems = new ConfigProblems();
        Optional<byte[]> secret = SecretFile.read(
                "relay.delivery.hash-key-file", config.delivery().hashKeyFile(), problems);
        Optional<Stores> stores = Stores.open(
                config.lookup(),
                () -> RedisClient.of(redis.getActive(), vertx, redisType),
                Relay.CLOCK,
                new StoreWatch(Relay.CLOCK, new Meters(new SimpleMeterRegistry())),
                ofStore);
        try (OutcomeTopic topic =
                new OutcomeTopic(OutcomeCheck.topic(config.outcome()), () -> OutcomeConsumer.from(kafka))) {
            problems.throwIfAny();
            if (secret.isEmpty() && stores.isEmpty()) {
                throw new ConfigurationException(
                        "The key of the cars' hashes is in the store, which cannot be opened: "
                                + String.join("; ", ofStore.lines())
                                + ". Where a relay has the file, ask its operators' API, or set relay.delivery.hash-key-file for both");
            }
            print(options, traced(desk(topic, secret, stores), options));
            return 0;
        } catch (ConfigurationException | CompletionException e) {
            Throwable why = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            System.err.println(why.getMessage());
            return NOT_TOLD;
        } finally {
            stores.ifPresent(Stores::close);
        }
    }

    private CarDesk desk(OutcomeTopic topic, Optional<byte[]> secret, Optional<Stores> stores) {
        MemberLookup lookup = stores.<MemberLookup>map(Stores::bindings).orElse(TraceCommand::notAsked);
        Circles circles = Circles.from(config.circles(), config.lots(), new ConfigProblems());
        CarHistory history = new CarHistory(topic, () -> secretOf(secret, stores));
        Sentences sentences = new Sentences(config.retry().delay());
        return CarDesk.of(history, lookup, circles, sentences, Relay.CLOCK, Runnable::run);
    }

    private static CompletionStage<byte[]> secretOf(Optional<byte[]> secret, Optional<Stores> stores) {
        return secret.isPresent()
                ? Outcomes.secret(DerivedSecrets.ofConfigured(secret.get()))
                : Outcomes.secret(new DerivedSecrets(stores.orElseThrow().states(), Optional.empty()));
    }

    private static CompletionStage<LookupResult> notAsked(String appId, List<?> plates) {
        return CompletableFuture.completedStage(new LookupResult.Unavailable("not opened"));
    }

    private static CarTrace traced(CarDesk desk, TraceOptions options) throws IOException {
        String plate = options.plate().isPresent() ? options.plate().get() : firstLine();
        Optional<String> cursor = Optional.empty();
        while (true) {
            CarRequest request = new CarRequest(
                    plate,
                    options.day().map(LocalDate::toString).orElse(null),
                    options.circle().orElse(null),
                    cursor.orElse(null),
                    options.isEverywhere());
            // What is wrong with the request is thrown, and here is told like what fails later.
            CarTrace trace = CompletableFuture.completedFuture(request)
                    .thenCompose(asked -> desk.trace(System.getProperty("user.name"), asked))
                    .join();
            if (trace.cursor().isEmpty()) {
                return trace;
            }
            System.err.printf(
                    "%,d of %,d records read%n",
                    trace.progress().scanned(), trace.progress().total());
            cursor = trace.cursor();
        }
    }

    private static String firstLine() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    private void print(TraceOptions options, CarTrace trace) throws JsonProcessingException {
        PrintStream out = Terminal.output();
        out.print(
                options.isJson() ? json.writeValueAsString(trace) + "\n" : CarTraceText.of(trace, options.language()));
        out.flush();
    }
}
