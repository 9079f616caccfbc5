package org.parkingrelay;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.Keys;
import org.parkingrelay.deadletter.DeadLetterWriter;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.DeliveryCheck;
import org.parkingrelay.delivery.MerchantCheck;
import org.parkingrelay.delivery.Reporting;
import org.parkingrelay.intake.AdmissionGate;
import org.parkingrelay.intake.Drain;
import org.parkingrelay.intake.GateEventIntake;
import org.parkingrelay.intake.IntakeCheck;
import org.parkingrelay.intake.RetryHold;
import org.parkingrelay.intake.UnsettledWatch;
import org.parkingrelay.intake.Windows;
import org.parkingrelay.lookup.EmbeddedBindings;
import org.parkingrelay.lookup.Lookup;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.retry.RetryCheck;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.wechatpay.ReportSender;
import org.parkingrelay.wechatpay.WeChatPay;

/**
 * The one place where the relay is put together, readable from top to bottom. All configuration is checked first; what is
 * wrong in any room stops the start before a record is read.
 */
final class Relay implements AutoCloseable {

    private static final Clock CLOCK = Clock.systemUTC();

    private final EmbeddedBindings bindings;
    private final WeChatPay wechatpay;
    private final DeadLetterWriter deadLetters;
    private final TimerThread timer;
    private final AdmissionGate gate;
    private final GateEventIntake intake;
    private final Windows windows;
    private final RetryHold hold;
    private final Drain drain;

    private Relay(
            Parts parts, RelayConfiguration config, Producer<byte[], byte[]> producer, Meters meters, String version) {
        this.timer = new TimerThread();
        Backoff backoff = new Backoff(
                config.retry().backoff().initial(),
                config.retry().backoff().max(),
                () -> ThreadLocalRandom.current().nextDouble());
        Retrying retrying = new Retrying(backoff, timer, CLOCK);

        this.bindings = parts.bindings();
        this.wechatpay = parts.wechatpay();
        int inFlight = config.intake().maxInFlight();
        ReportSender sender = wechatpay.client(meters, inFlight, version);
        Reporting reporting = new Reporting(sender, retrying, meters);
        Delivery delivery = new Delivery(config.delivery(), parts.circles(), bindings, reporting, retrying, CLOCK);
        this.deadLetters = new DeadLetterWriter(config.deadLetter().topic(), producer, retrying, meters);
        this.gate =
                new AdmissionGate(inFlight, config.intake().maxBytesInFlight().asLongValue());
        this.intake = new GateEventIntake(ForkJoinPool.commonPool(), delivery, deadLetters, CLOCK, meters);

        this.windows = new Windows(config.intake().maxWindow(), CLOCK, () -> {});
        this.hold = new RetryHold(config.retry().delay(), timer, CLOCK);
        this.drain = new Drain(gate, windows, config.intake().drainTimeout());
        new UnsettledWatch(windows, timer).start();

        meters.gauge(RelayMeter.INTAKE_IN_FLIGHT, gate::inFlight);
        meters.gauge(RelayMeter.INTAKE_BYTES_IN_FLIGHT, gate::bytesInFlight);
        meters.gauge(RelayMeter.INTAKE_PERMITS, gate::permits);
        meters.gauge(RelayMeter.INTAKE_OLDEST_UNSETTLED, windows::oldestUnsettledSeconds);
        meters.gauge(RelayMeter.INTAKE_WINDOW, windows::largest);
        meters.gauge(RelayMeter.LOOKUP_PLATES, bindings::plates);
    }

    /** What the checks of the configuration leave behind. */
    private record Parts(Circles circles, WeChatPay wechatpay, EmbeddedBindings bindings) {}

    /**
     * Checks the configuration and assembles the relay.
     *
     * @param producer makes what writes the dead letters; called once the configuration has passed, closed with the relay
     * @param version of the product
     * @throws io.quarkus.runtime.configuration.ConfigurationException with a line for each problem
     */
    static Relay assemble(
            RelayConfiguration config, Supplier<Producer<byte[], byte[]>> producer, Meters meters, String version) {
        Parts parts = check(config);
        return new Relay(parts, config, producer.get(), meters, version);
    }

    private static Parts check(RelayConfiguration config) {
        ConfigProblems problems = new ConfigProblems();
        Keys.check(config.all(), problems);
        IntakeCheck.run(
                config.intake(), config.deadLetter().topic(), config.retry().topic(), problems);
        Circles circles = Circles.from(config.circles(), config.lots(), problems);
        WeChatPay wechatpay = WeChatPay.from(config.wechatpay(), CLOCK, problems);
        new MerchantCheck(circles, config.wechatpay()).run(problems);
        DeliveryCheck.run(config.delivery(), problems);
        RetryCheck.run(config.retry(), problems);
        Optional<EmbeddedBindings> bindings = Lookup.open(config.lookup(), problems);
        try {
            problems.throwIfAny();
        } catch (RuntimeException e) {
            bindings.ifPresent(EmbeddedBindings::close);
            wechatpay.close();
            throw e;
        }
        return new Parts(circles, wechatpay, bindings.orElseThrow());
    }

    AdmissionGate gate() {
        return gate;
    }

    GateEventIntake intake() {
        return intake;
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

    /** Called when the messaging layer has ended; what is still in flight then stays unsettled. */
    @Override
    public void close() {
        timer.close();
        wechatpay.close();
        deadLetters.close();
        bindings.close();
    }
}
