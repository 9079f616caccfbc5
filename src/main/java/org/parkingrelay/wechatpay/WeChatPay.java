package org.parkingrelay.wechatpay;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * The room's door: configuration in, a client that sends reports out. Looks after keys and certificates while it is open;
 * closing it ends its threads.
 */
public final class WeChatPay implements AutoCloseable {

    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    private final Credentials credentials;
    private final Hosts hosts;
    private final WeChatPayConfig config;
    private final Clock clock;
    private final HostHealth primary;
    private final Signers signers;
    private final ScheduledThreadPoolExecutor caretaker;
    private final ScheduledThreadPoolExecutor deadlines;

    private WeChatPay(Credentials credentials, Hosts hosts, WeChatPayConfig config, Clock clock) {
        this.credentials = credentials;
        this.hosts = hosts;
        this.config = config;
        this.clock = clock;
        this.primary = new HostHealth(clock);
        AtomicInteger number = new AtomicInteger();
        this.signers = new Signers(
                Runtime.getRuntime().availableProcessors(),
                task -> daemon(task, "relay-signer-" + number.incrementAndGet()));
        this.caretaker = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "relay-keys"));
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "relay-deadlines"));
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Loads what signs with RSA and has it begin to test itself, which the first key that is read waits for: a sixth of a second. */
    public static void load() {
        Providers.load();
    }

    /** Reads credentials and hosts; what is wrong is added to {@code problems}. */
    public static WeChatPay from(WeChatPayConfig config, Clock clock, ConfigProblems problems) {
        Credentials credentials = Credentials.load(config, clock, problems);
        Map<String, Duration> durations = Map.of(
                "relay.wechatpay.connect-timeout", config.connectTimeout(),
                "relay.wechatpay.deadline", config.deadline(),
                "relay.wechatpay.key-check-interval", config.keyCheckInterval(),
                "relay.wechatpay.certificate-refresh-interval", config.certificateRefreshInterval());
        durations.forEach((key, duration) -> {
            if (duration.isNegative() || duration.isZero()) {
                problems.add(key, "is not positive", "set it to a duration such as 5s");
            }
        });
        Map<String, Duration> ofOneCall = Map.of(
                "relay.wechatpay.connect-timeout", config.connectTimeout(),
                "relay.wechatpay.deadline", config.deadline());
        ofOneCall.forEach((key, duration) -> {
            if (duration.compareTo(LONGEST_CALL) > 0) {
                problems.add(key, "is longer than a minute", "set it to a duration such as 5s");
            }
        });
        if (config.certificateRefreshInterval().compareTo(Duration.ofHours(12)) >= 0) {
            problems.add(
                    "relay.wechatpay.certificate-refresh-interval",
                    "is not below the 12 hours that WeChat Pay asks for",
                    "set it to a duration such as 6h");
        }
        return new WeChatPay(credentials, Hosts.from(config, problems), config, clock);
    }

    /**
     * The client, and the care of its keys.
     *
     * @param connections the most calls in flight
     * @param version of the product, for the {@code User-Agent} header, without which requests are likely to be refused
     * @param sending where what is signed is sent, asked on the thread that signed it: best the event loop that sends
     */
    public ReportSender client(Meters meters, int connections, String version, Executor sending) {
        signers.handOverTo(sending);
        WeChatPayClient client = newClient(meters, connections, version);
        CredentialSlot.countFromZero(meters);
        for (CredentialSlot slot : credentials.slots()) {
            every(config.keyCheckInterval(), config.keyCheckInterval(), () -> slot.checkFiles(meters));
            every(Duration.ZERO, config.certificateRefreshInterval(), () -> {
                var unused = client.refresh(slot.current());
            });
            meters.gauge(
                    RelayMeter.WECHATPAY_KEY_DAYS,
                    () -> daysUntil(slot.current().expires()),
                    slot.name(),
                    "merchant");
            meters.gauge(RelayMeter.WECHATPAY_KEY_DAYS, () -> daysUntil(platformExpiry(slot)), slot.name(), "platform");
        }
        return client;
    }

    private WeChatPayClient newClient(Meters meters, int connections, String version) {
        Transport transport =
                new RestClientTransport(hosts, config, connections, "Parking-Relay/" + version, deadlines);
        Calls calls = new Calls(transport, signers, clock, new Nonces());
        return new WeChatPayClient(credentials, hosts, calls, primary, clock, meters);
    }

    /** Which host is called first now. */
    public HostsView hosts() {
        Optional<String> backup =
                Optional.of(hosts.backup()).filter(host -> hosts.hasBackup()).map(URI::getAuthority);
        return new HostsView(hosts.primary().getAuthority(), backup, primary.isHealthy());
    }

    /** Whether more reports wait for their signature than it is of use to hold. */
    public boolean isBehind() {
        return signers.areBehind();
    }

    /**
     * Has an action run whenever it is not, or no longer, behind.
     *
     * @param action must be quick; it runs whenever something has been signed
     */
    public void onRelief(Runnable action) {
        signers.onRelief(action);
    }

    /** Says for each credential what works and what does not, in words; ends when all has been tried. */
    public SelfTest selfTest(Meters meters, String version) {
        return new SelfTest(credentials, hosts, newClient(meters, 1, version), clock);
    }

    private void every(Duration first, Duration interval, Runnable action) {
        Future<?> unused =
                caretaker.scheduleWithFixedDelay(action, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Optional<Instant> platformExpiry(CredentialSlot slot) {
        return slot.current().platformKeys().certificates().flatMap(PlatformCertificates::firstExpiry);
    }

    /** Not a number where there is no end, or none is known. */
    private double daysUntil(Optional<Instant> end) {
        return end.map(instant -> Duration.between(clock.instant(), instant).toHours() / 24.0)
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        caretaker.shutdownNow();
        deadlines.shutdownNow();
        signers.close();
    }
}
