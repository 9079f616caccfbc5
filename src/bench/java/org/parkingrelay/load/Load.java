package org.parkingrelay.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.parkingrelay.standin.QuickStandIn;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;

/** Drives one packaged relay, and says what that cost it. */
final class Load implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Of the events of a batch; what is before and after is its beginning and its end. */
    private static final double MIDDLE_FROM = 0.2;

    private static final double MIDDLE_TO = 0.9;

    private final TestBroker broker;
    private final String topic;
    private final Fleet fleet;
    private final QuickStandIn wechatpay;
    private final RelayProcess relay;
    private long forwarded;
    private long skipped;

    /**
     * What a batch cost.
     *
     * @param cpuMicros of the relay's process, for each event
     * @param perSecond how many events in a second
     */
    record Cost(double cpuMicros, double perSecond) {}

    Load(
            TestBroker broker,
            String topic,
            Fleet fleet,
            QuickStandIn wechatpay,
            Path folder,
            List<String> jvmOptions,
            Map<String, String> settings) {
        this.broker = broker;
        this.topic = topic;
        this.fleet = fleet;
        this.wechatpay = wechatpay;
        this.relay = RelayProcess.launch(folder, Cores.measured(), jvmOptions, settings)
                .awaitReady();
    }

    /** Members only, each of whom WeChat Pay is told of. */
    Cost forward(int events) {
        double cpu = cpuMicros();
        long taken = wechatpay.taken();
        for (int i = 0; i < events; i++) {
            fleet.member();
        }
        long from = instantOf(taken + (long) (events * MIDDLE_FROM));
        long to = instantOf(taken + (long) (events * MIDDLE_TO));
        instantOf(taken + events);
        forwarded += events;
        awaitDone();
        double middle = (long) (events * MIDDLE_TO) - (long) (events * MIDDLE_FROM);
        return new Cost((cpuMicros() - cpu) / events, middle * 1e9 / (to - from));
    }

    /** Strangers only. */
    Cost skip(int events) {
        return mixed(events, 0);
    }

    /**
     * Strangers and members.
     *
     * @param memberEvery so many events one is a member's; 0 for none
     */
    Cost mixed(int events, int memberEvery) {
        double cpu = cpuMicros();
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            if (memberEvery > 0 && i % memberEvery == 0) {
                fleet.member();
                forwarded++;
            } else {
                fleet.stranger();
                skipped++;
            }
        }
        awaitDone();
        return new Cost((cpuMicros() - cpu) / events, events * 1e9 / (System.nanoTime() - start));
    }

    /** Members, one after the other at a steady rate. */
    void steady(int events, int perSecond) {
        fleet.forgetLatencies();
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / perSecond - System.nanoTime());
            fleet.member();
        }
        forwarded += events;
        awaitDone();
    }

    private long instantOf(long taken) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (wechatpay.taken() < taken) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("taken " + wechatpay.taken() + " of " + taken + "\n" + relay.output());
            }
            LockSupport.parkNanos(1_000_000);
        }
        return System.nanoTime();
    }

    /** All is settled and committed, and became what it had to. */
    private void awaitDone() {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (broker.uncommitted(topic, topic) > 0) {
            if (System.nanoTime() > end || !relay.isAlive()) {
                throw new IllegalStateException("not done\n" + relay.output());
            }
            LockSupport.parkNanos(50_000_000);
        }
        if (relay.records("forwarded", "none") != forwarded
                || relay.records("skipped", "not_a_member") != skipped
                || wechatpay.refused() > 0) {
            throw new IllegalStateException(relay.page("/q/metrics") + "\nNot what it should have come to: forwarded "
                    + forwarded + ", skipped " + skipped + ", refused " + wechatpay.refused());
        }
    }

    private double cpuMicros() {
        return relay.cpu().toNanos() / 1e3;
    }

    double latencyMillis(double percentile) {
        return fleet.latencyMillis(percentile);
    }

    long pid() {
        return relay.pid();
    }

    /** Resident memory in MiB now. */
    long residentMib() {
        return status("VmRSS:");
    }

    /** The most that it ever was. */
    long mostResidentMib() {
        return status("VmHWM:");
    }

    private long status(String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(relay.pid()), "status"))) {
                if (line.startsWith(field)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                }
            }
        } catch (IOException e) {
            // Not Linux.
        }
        return 0;
    }

    @Override
    public void close() {
        relay.close();
    }
}
