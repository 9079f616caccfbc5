package org.parkingrelay;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.qute.Engine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.binding.BindingConsumer;
import org.parkingrelay.binding.CatchUp;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.circle.CirclesConfig;
import org.parkingrelay.circle.Lanes;
import org.parkingrelay.circle.LotsConfig;
import org.parkingrelay.console.ConsoleConfig;
import org.parkingrelay.console.Users;
import org.parkingrelay.deadletter.DeadLetterConfig;
import org.parkingrelay.delivery.DeliveryConfig;
import org.parkingrelay.intake.AdmissionGate;
import org.parkingrelay.intake.Drain;
import org.parkingrelay.intake.IntakeConfig;
import org.parkingrelay.intake.KafkaAccess;
import org.parkingrelay.intake.KafkaNeeds;
import org.parkingrelay.intake.PollScreen;
import org.parkingrelay.intake.RecordInlet;
import org.parkingrelay.intake.RetryHold;
import org.parkingrelay.intake.Windows;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.LookupConfig;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.outbox.OwnProducer;
import org.parkingrelay.outcome.OutcomeConfig;
import org.parkingrelay.outcome.OutcomeProducer;
import org.parkingrelay.redrive.RedriveCheck;
import org.parkingrelay.redrive.RedriveClients;
import org.parkingrelay.redrive.RedriveConfig;
import org.parkingrelay.retry.RetryConfig;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.telemetry.JvmMeters;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.OpenTelemetryTracing;
import org.parkingrelay.telemetry.Tracing;
import org.parkingrelay.wechatpay.WeChatPayConfig;

/** Makes the relay's parts known to the framework, and the relay begin with it and end with it. */
@Singleton
class RelayBeans {

    /** Of what asks Kafka, apart from the relay's own: it makes a client, which takes its time. */
    private final TimerThread timer = new TimerThread();

    private volatile boolean isStarted;

    @Produces
    @Singleton
    RelayConfiguration configuration(
            Config all,
            IntakeConfig intake,
            CirclesConfig circles,
            LotsConfig lots,
            LookupConfig lookup,
            DeliveryConfig delivery,
            WeChatPayConfig wechatpay,
            RetryConfig retry,
            DeadLetterConfig deadLetter,
            RedriveConfig redrive,
            ConsoleConfig console,
            OutcomeConfig outcome) {
        return new RelayConfiguration(
                all, intake, circles, lots, lookup, delivery, wechatpay, retry, deadLetter, redrive, console, outcome);
    }

    @Produces
    @Singleton
    Relay relay(
            RelayConfiguration config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            InjectableInstance<Redis> redis,
            @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = RedisClient.STANDALONE) String type,
            Vertx vertx,
            Meters meters,
            Tracing tracing,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        Relay.Clients clients = new Relay.Clients(
                () -> OwnProducer.from(kafka),
                () -> OutcomeProducer.from(kafka),
                () -> BindingConsumer.from(kafka),
                () -> RedisClient.of(redis.getActive(), vertx, type),
                // Each thread that asks has an event loop of its own, always the same.
                task -> vertx.getOrCreateContext().runOnContext(now -> task.run()),
                tracing);
        return Relay.assemble(config, clients, meters, version);
    }

    @Produces
    @Singleton
    Meters meters(MeterRegistry registry) {
        return new Meters(registry);
    }

    /** Whose library is not even loaded where it is off. */
    @Produces
    @Singleton
    Tracing tracing(
            Config config,
            @ConfigProperty(name = "otel.sdk.disabled") boolean isOff,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return isOff ? Tracing.off() : OpenTelemetryTracing.of(openTelemetryKeys(config), version);
    }

    private static Map<String, String> openTelemetryKeys(Config config) {
        Map<String, String> keys = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("otel.")) {
                config.getOptionalValue(name, String.class).ifPresent(value -> keys.put(name, value));
            }
        }
        return keys;
    }

    void close(@Disposes Tracing tracing) {
        tracing.close();
    }

    void close(@Disposes Relay relay) {
        relay.close();
    }

    @Produces
    @Singleton
    AdmissionGate gate(Relay relay) {
        return relay.gate();
    }

    @Produces
    @Singleton
    PollScreen screen(Relay relay) {
        return relay.screen();
    }

    @Produces
    @Singleton
    RecordInlet inlet(Relay relay) {
        return relay.inlet();
    }

    @Produces
    @Singleton
    Lanes lanes(Relay relay) {
        return relay.lanes();
    }

    @Produces
    @Singleton
    Circles circles(Relay relay) {
        return relay.parts().circles();
    }

    @Produces
    @Singleton
    @Typed(Bindings.class)
    Bindings bindings(Relay relay) {
        return relay.bindings();
    }

    @Produces
    @Singleton
    Users users(Relay relay) {
        return relay.parts().users();
    }

    @Produces
    @Singleton
    MemberLookup lookup(Relay relay) {
        return relay.lookup();
    }

    @Produces
    @Singleton
    StoreWatch storeWatch(Relay relay) {
        return relay.storeWatch();
    }

    @Produces
    @Singleton
    CatchUp catchUp(Relay relay) {
        return relay.catchUp();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Relay.CLOCK;
    }

    @Produces
    @Singleton
    Windows windows(Relay relay) {
        return relay.windows();
    }

    @Produces
    @Singleton
    RetryHold hold(Relay relay) {
        return relay.hold();
    }

    @Produces
    @Singleton
    Drain drain(Relay relay) {
        return relay.drain();
    }

    @Produces
    @Singleton
    KafkaAccess access(
            RelayConfiguration config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = RedriveBeans.CONSOLE) boolean hasConsole) {
        KafkaNeeds needs = KafkaNeeds.of(
                config.intake(), config.deadLetter().topic(), config.retry().topic(), config.all());
        if (hasConsole) {
            needs = needs.andOfRedriving(RedriveCheck.journal(config.redrive()), RedriveClients.GROUP);
        }
        return new KafkaAccess(needs, () -> KafkaAccess.client(kafka), timer);
    }

    void close(@Disposes KafkaAccess access) {
        timer.close();
        access.close();
    }

    /**
     * Before the messaging layer starts, so that wrong configuration ends the start before anything is read; and before the framework
     * waits for the pages' templates. A process that only tests itself, or imports, assembles no relay: the store may be another's.
     */
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event,
            @CommandLineArguments String[] args,
            Instance<Relay> relay,
            Instance<KafkaAccess> access,
            Instance<Engine> templates,
            MeterRegistry registry) {
        if (Purpose.serves(args)) {
            // Whose engine the framework makes at each start, also where nobody may see a page; asked anything, it is
            // there.
            HeadStart.beside("relay-templates", () -> templates.get().isTemplateLoaded(""));
            relay.get();
            JvmMeters.bindTo(registry);
            access.get().start();
            isStarted = true;
        }
    }

    /** Before the framework takes down the connections that following needs. */
    void stop(@Observes ShutdownEvent event, Instance<Relay> relay) {
        if (isStarted) {
            relay.get().stopFollowing();
        }
    }
}
