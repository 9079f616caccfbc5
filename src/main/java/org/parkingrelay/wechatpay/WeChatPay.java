package org.parkingrelay.wechatpay;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.telemetry.Meters;

/** The room's door: configuration in, a client that sends reports out. Closing it ends the threads that sign. */
public final class WeChatPay implements AutoCloseable {

    private final Credentials credentials;
    private final List<URI> hosts;
    private final WeChatPayConfig config;
    private final ExecutorService signers;

    private WeChatPay(Credentials credentials, List<URI> hosts, WeChatPayConfig config) {
        this.credentials = credentials;
        this.hosts = hosts;
        this.config = config;
        AtomicInteger number = new AtomicInteger();
        // One per core: signing is nothing but CPU.
        this.signers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            Thread thread = new Thread(task, "relay-signer-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Reads credentials and hosts; what is wrong is added to {@code problems}. */
    public static WeChatPay from(WeChatPayConfig config, ConfigProblems problems) {
        Credentials credentials = Credentials.load(config, problems);
        if (config.connectTimeout().isNegative() || config.connectTimeout().isZero()) {
            problems.add("relay.wechatpay.connect-timeout", "is not positive", "set it to a duration such as 2s");
        }
        if (config.deadline().isNegative() || config.deadline().isZero()) {
            problems.add("relay.wechatpay.deadline", "is not positive", "set it to a duration such as 5s");
        }
        return new WeChatPay(credentials, Hosts.from(config, problems), config);
    }

    /** The credentials that could be read. */
    public Credentials credentials() {
        return credentials;
    }

    /**
     * The client.
     *
     * @param connections the most calls in flight
     * @param version of the product, for the {@code User-Agent} header, without which requests are likely to be refused
     */
    public ReportSender client(Clock clock, Meters meters, int connections, String version) {
        Transport transport = new RestClientTransport(hosts, config, connections, "Parking-Relay/" + version);
        return new WeChatPayClient(credentials, hosts, transport, signers, clock, new Nonces(), meters);
    }

    @Override
    public void close() {
        signers.shutdownNow();
    }
}
