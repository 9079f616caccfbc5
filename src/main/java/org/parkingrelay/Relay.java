package org.parkingrelay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.parkingrelay.binding.BindingCheck;
import org.parkingrelay.binding.BindingTopic;
import org.parkingrelay.binding.CatchUp;
import org.parkingrelay.binding.FilledLookup;
import org.parkingrelay.circle.Lanes;
import org.parkingrelay.deadletter.DeadLetterWriter;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.DryRun;
import org.parkingrelay.delivery.Leases;
import org.parkingrelay.delivery.Reporting;
import org.parkingrelay.intake.AdmissionGate;
import org.parkingrelay.intake.Drain;
import org.parkingrelay.intake.GateEventIntake;
import org.parkingrelay.intake.MappingWatch;
import org.parkingrelay.intake.PollScreen;
import org.parkingrelay.intake.RecordInlet;
import org.parkingrelay.intake.RecordReader;
import org.parkingrelay.intake.RetryHold;
import org.parkingrelay.intake.UnsettledWatch;
import org.parkingrelay.intake.Windows;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.LookupConfig;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.outbox.RecordWriter;
import org.parkingrelay.outbox.RetryTopic;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.retry.Waits;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.telemetry.Tracing;
import org.parkingrelay.wechatpay.ReportSender;
import org.parkingrelay.wechatpay.WeChatPay;

/**
 * The one place where the relay is put together, readable from top to bottom. All configuration is checked first; what is
 * wrong in any room stops the start before a record is read.
 */
final class Relay implements AutoCloseable {

    static final Clock CLOCK = Clock.systemUTC();

    /** How often to look for a topic that does not exist, or for partitions that were added. */
    private static final Duration LOOK_FOR_TOPIC = Duration.ofSeconds(30);

    private final CheckedParts parts;
    private final Stores stores;
    private final ReportedStates states;
    private final WeChatPay wechatpay;
    private final RecordWriter outbox;
    private final TimerThread timer = new TimerThread();
    private final ForkJoinPool workers = RelayParts.newWorkers();
    private final Lanes lanes;
    private final AdmissionGate gate;
    private final PollScreen screen;
    private final RecordInlet inlet;
    private final Windows windows;
    private final RetryHold hold;
    private final Drain drain;
    private final StoreWatch watch;
    private final CatchUp catchUp = new CatchUp();
    private final MemberLookup lookup;
    private final Optional<BindingTopic> bindingTopic;
    private final Outcomes outcomes;

    private Relay(
            CheckedParts parts,
            RelayConfiguration config,
            Clients clients,
            StoreWatch watch,
            Meters meters,
            String version) {
        Backoff backoff = new Backoff(
                config.retry().backoff().initial(),
                config.retry().backoff().max(),
                () -> ThreadLocalRandom.current().nextDouble());
        Waits waits = new Waits(timer);
        Retrying retrying = new Retrying(backoff, waits, CLOCK);
        int inFlight = config.intake().maxInFlight();

        this.watch = watch;
        this.parts = parts;
        this.stores = parts.stores();
        this.states = new ReportedStates(
                config.delivery().dryRun() ? DryRun.states(CLOCK, watch) : stores.states(),
                parts.secret(),
                Leases.limits(config.wechatpay(), config.delivery()),
                UUID.randomUUID().toString());
        this.wechatpay = parts.wechatpay();
        ReportSender sender = config.delivery().dryRun()
                ? DryRun.sender()
                : wechatpay.client(meters, inFlight, version, clients.sending());
        // Behind an event that waits in a lane may wait the next of its car, which takes as much room again.
        this.lanes = new Lanes(RelayParts.callsPerSecond(config), Math.max(1, inFlight / 2), CLOCK, timer, meters);
        this.lookup = new FilledLookup(stores.bindings(), catchUp, meters);
        Reporting reporting = new Reporting(
                lanes,
                states,
                lookup,
                sender,
                backoff,
                RelayParts.storeBackoff(),
                waits,
                config.retry().budget(),
                Leases.lastCall(config.wechatpay()),
                CLOCK,
                meters);
        this.outcomes = Outcomes.of(config, clients.outcomes(), parts, CLOCK, meters);
        Delivery delivery = new Delivery(config.delivery(), parts.circles(), reporting);
        this.outbox = new RecordWriter(clients.producer(), retrying, meters);
        this.gate =
                new AdmissionGate(inFlight, config.intake().maxBytesInFlight().asLongValue(), wechatpay::isBehind);
        wechatpay.onRelief(gate::reconsider);
        GateEventIntake intake = new GateEventIntake(
                new RecordReader(parts.mappings(), meters),
                workers,
                delivery,
                new RetryTopic(config.retry().topic(), outbox),
                new DeadLetterWriter(config.deadLetter().topic(), outbox),
                outcomes.log(),
                CLOCK,
                meters,
                clients.tracing());

        this.windows = new Windows(config.intake().maxWindow(), CLOCK, states::flush);
        this.hold = new RetryHold(config.retry().delay(), waits, CLOCK);
        this.screen = new PollScreen(windows, intake::passing, CLOCK);
        this.inlet = new RecordInlet(intake::take, gate, hold, CLOCK, workers);
        this.drain = new Drain(gate, windows, config.intake().drainTimeout());
        new UnsettledWatch(windows, timer).start();
        new MappingWatch(parts.mappings(), timer, workers, meters).start();
        this.bindingTopic = follow(config.lookup(), clients, meters);
        bindingTopic.ifPresent(BindingTopic::start);

        meters.gauge(RelayMeter.INTAKE_IN_FLIGHT, gate::inFlight);
        meters.gauge(RelayMeter.INTAKE_BYTES_IN_FLIGHT, gate::bytesInFlight);
        meters.gauge(RelayMeter.INTAKE_PERMITS, gate::permits);
        meters.gauge(RelayMeter.INTAKE_OLDEST_UNSETTLED, windows::oldestUnsettledSeconds);
        meters.gauge(RelayMeter.INTAKE_WINDOW, windows::largest);
        stores.embedded().ifPresent(bindings -> meters.gauge(RelayMeter.LOOKUP_PLATES, bindings::plates));
    }

    private Optional<BindingTopic> follow(LookupConfig config, Clients clients, Meters meters) {
        Optional<String> topic = BindingCheck.topic(config);
        if (topic.isEmpty()) {
            catchUp.nothingToRead();
        }
        return topic.map(name -> new BindingTopic(
                name,
                clients.bindings().get(),
                new BindingTopic.Target(stores.bindings(), stores.positions()),
                catchUp,
                LOOK_FOR_TOPIC,
                RelayParts.storeBackoff(),
                CLOCK,
                meters));
    }

    /**
     * Makes the clients that the relay needs, each once the configuration has passed; they are closed with the relay.
     *
     * @param producer of dead letters and the retry topic
     * @param outcomes producer of what became of events
     * @param bindings reads their topic, where there is one
     * @param redis where that is the store; like tracing, the framework closes it
     * @param sending has calls of WeChat Pay begun where they are sent
     */
    record Clients(
            Supplier<Producer<byte[], byte[]>> producer,
            Supplier<Producer<byte[], byte[]>> outcomes,
            Supplier<Consumer<byte[], byte[]>> bindings,
            Supplier<RedisClient> redis,
            Executor sending,
            Tracing tracing) {}

    /**
     * Checks the configuration and assembles the relay.
     *
     * @param version of the product
     * @throws io.quarkus.runtime.configuration.ConfigurationException with a line for each problem
     */
    static Relay assemble(RelayConfiguration config, Clients clients, Meters meters, String version) {
        StoreWatch watch = new StoreWatch(CLOCK, meters);
        CheckedParts parts = CheckedParts.of(config, clients.redis(), CLOCK, watch);
        return new Relay(parts, config, clients, watch, meters, version);
    }

    AdmissionGate gate() {
        return gate;
    }

    PollScreen screen() {
        return screen;
    }

    RecordInlet inlet() {
        return inlet;
    }

    Lanes lanes() {
        return lanes;
    }

    Windows windows() {
        return windows;
    }

    RetryHold hold() {
        return hold;
    }

    Drain drain() {
        return drain;
    }

    CheckedParts parts() {
        return parts;
    }

    Bindings bindings() {
        return stores.bindings();
    }

    ReportedStates states() {
        return states;
    }

    MemberLookup lookup() {
        return lookup;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    WeChatPay wechatpay() {
        return wechatpay;
    }

    TimerThread timer() {
        return timer;
    }

    boolean hasBrokenStore() {
        return stores.file().filter(EmbeddedStore::hasBroken).isPresent();
    }

    StoreWatch storeWatch() {
        return watch;
    }

    CatchUp catchUp() {
        return catchUp;
    }

    /** Reads no further bindings. */
    void stopFollowing() {
        bindingTopic.ifPresent(BindingTopic::close);
    }

    /** Called when the messaging layer has ended; what is still in flight then stays unsettled. */
    @Override
    public void close() {
        stopFollowing();
        timer.close();
        workers.shutdownNow();
        wechatpay.close();
        outbox.close();
        outcomes.close();
        stores.close();
    }
}
