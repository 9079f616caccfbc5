package org.parkingrelay;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.parkingrelay.binding.Filling;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.circle.Lanes;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.Keys;
import org.parkingrelay.config.SecretFile;
import org.parkingrelay.deadletter.DeadLetterWriter;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.DeliveryCheck;
import org.parkingrelay.delivery.DryRun;
import org.parkingrelay.delivery.Leases;
import org.parkingrelay.delivery.MerchantCheck;
import org.parkingrelay.delivery.Reporting;
import org.parkingrelay.intake.AdmissionGate;
import org.parkingrelay.intake.Drain;
import org.parkingrelay.intake.GateEventIntake;
import org.parkingrelay.intake.IntakeCheck;
import org.parkingrelay.intake.RetryHold;
import org.parkingrelay.intake.UnsettledWatch;
import org.parkingrelay.intake.Windows;
import org.parkingrelay.outbox.RecordWriter;
import org.parkingrelay.outbox.RetryTopic;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.retry.RetryCheck;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.retry.Waits;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.wechatpay.ReportSender;
import org.parkingrelay.wechatpay.WeChatPay;

/**
 * The one place where the relay is put together, readable from top to bottom. All configuration is checked first; what is
 * wrong in any room stops the start before a record is read.
 */
final class Relay implements AutoCloseable {

    static final Clock CLOCK = Clock.systemUTC();

    private final Stores stores;
    private final ReportedStates states;
    private final WeChatPay wechatpay;
    private final RecordWriter outbox;
    private final TimerThread timer = new TimerThread();
    private final Lanes lanes;
    private final AdmissionGate gate;
    private final GateEventIntake intake;
    private final Windows windows;
    private final RetryHold hold;
    private final Drain drain;
    private final StoreWatch watch;

    private Relay(
            Parts parts,
            RelayConfiguration config,
            Producer<byte[], byte[]> producer,
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
        this.stores = parts.stores();
        this.states = new ReportedStates(
                config.delivery().dryRun() ? DryRun.states(CLOCK, watch) : stores.states(),
                parts.secret(),
                Leases.limits(config.wechatpay(), config.delivery()),
                UUID.randomUUID().toString());
        this.wechatpay = parts.wechatpay();
        ReportSender sender =
                config.delivery().dryRun() ? DryRun.sender() : wechatpay.client(meters, inFlight, version);
        // Behind an event that waits in a lane may wait the next of its car, which takes as much room again.
        this.lanes = new Lanes(callsPerSecond(config), Math.max(1, inFlight / 2), CLOCK, timer, meters);
        Reporting reporting = new Reporting(
                lanes,
                states,
                stores.bindings(),
                sender,
                backoff,
                waits,
                config.retry().budget(),
                Leases.lastCall(config.wechatpay()),
                CLOCK,
                meters);
        Delivery delivery = new Delivery(config.delivery(), parts.circles(), reporting, retrying);
        this.outbox = new RecordWriter(producer, retrying, meters);
        this.gate =
                new AdmissionGate(inFlight, config.intake().maxBytesInFlight().asLongValue());
        this.intake = new GateEventIntake(
                ForkJoinPool.commonPool(),
                delivery,
                new RetryTopic(config.retry().topic(), outbox),
                new DeadLetterWriter(config.deadLetter().topic(), outbox),
                CLOCK,
                meters);

        this.windows = new Windows(config.intake().maxWindow(), CLOCK, states::flush);
        this.hold = new RetryHold(config.retry().delay(), waits, CLOCK);
        this.drain = new Drain(gate, windows, config.intake().drainTimeout());
        new UnsettledWatch(windows, timer).start();

        meters.gauge(RelayMeter.INTAKE_IN_FLIGHT, gate::inFlight);
        meters.gauge(RelayMeter.INTAKE_BYTES_IN_FLIGHT, gate::bytesInFlight);
        meters.gauge(RelayMeter.INTAKE_PERMITS, gate::permits);
        meters.gauge(RelayMeter.INTAKE_OLDEST_UNSETTLED, windows::oldestUnsettledSeconds);
        meters.gauge(RelayMeter.INTAKE_WINDOW, windows::largest);
        stores.embedded().ifPresent(bindings -> meters.gauge(RelayMeter.LOOKUP_PLATES, bindings::plates));
    }

    private static Map<String, Double> callsPerSecond(RelayConfiguration config) {
        Map<String, Double> rates = new HashMap<>();
        config.wechatpay().credentials().forEach((name, credential) -> rates.put(name, credential.callsPerSecond()));
        return rates;
    }

    /** What the checks of the configuration leave behind. */
    private record Parts(Circles circles, WeChatPay wechatpay, Stores stores, Optional<byte[]> secret) {}

    /**
     * Checks the configuration and assembles the relay.
     *
     * @param producer makes what writes dead letters and the retry topic; called once the configuration has passed, closed with
     *     the relay
     * @param redis makes the client of Redis, where that is the store
     * @param version of the product
     * @throws io.quarkus.runtime.configuration.ConfigurationException with a line for each problem
     */
    static Relay assemble(
            RelayConfiguration config,
            Supplier<Producer<byte[], byte[]>> producer,
            Supplier<RedisClient> redis,
            Meters meters,
            String version) {
        StoreWatch watch = new StoreWatch(CLOCK, meters);
        Parts parts = check(config, redis, watch);
        return new Relay(parts, config, producer.get(), watch, meters, version);
    }

    private static Parts check(RelayConfiguration config, Supplier<RedisClient> redis, StoreWatch watch) {
        ConfigProblems problems = new ConfigProblems();
        Keys.check(config.all(), problems);
        IntakeCheck.run(
                config.intake(), config.deadLetter().topic(), config.retry().topic(), problems);
        Circles circles = Circles.from(config.circles(), config.lots(), problems);
        WeChatPay wechatpay = WeChatPay.from(config.wechatpay(), CLOCK, problems);
        new MerchantCheck(circles, config.wechatpay()).run(problems);
        DeliveryCheck.run(config.delivery(), problems);
        Optional<byte[]> secret = SecretFile.read(
                "relay.delivery.hash-key-file", config.delivery().hashKeyFile(), problems);
        RetryCheck.run(config.retry(), problems);
        Optional<Stores> stores = Stores.open(config.lookup(), redis, CLOCK, watch, problems);
        stores.ifPresent(opened -> Filling.run(opened.bindings(), opened.positions(), config.lookup(), problems));
        try {
            problems.throwIfAny();
        } catch (RuntimeException e) {
            stores.ifPresent(Stores::close);
            wechatpay.close();
            throw e;
        }
        return new Parts(circles, wechatpay, stores.orElseThrow(), secret);
    }

    AdmissionGate gate() {
        return gate;
    }

    GateEventIntake intake() {
        return intake;
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

    StoreWatch storeWatch() {
        return watch;
    }

    /** Called when the messaging layer has ended; what is still in flight then stays unsettled. */
    @Override
    public void close() {
        timer.close();
        wechatpay.close();
        outbox.close();
        stores.close();
    }
}
