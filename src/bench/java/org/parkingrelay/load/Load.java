package org.parkingrelay.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.parkingrelay.standin.QuickStandIn;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;

/** Drives one packaged relay, and says what that cost it. Fails where an event did not become what it had to. */
final class Load implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LOOK_NANOS = 50_000_000;

    /** What is before and after the middle of a batch is its beginning and its end. */
    private static final double MIDDLE_FROM = 0.2;

    private static final double MIDDLE_TO = 0.9;

    private final TestBroker broker;
    private final String topic;
    private final Fleet fleet;
    private final QuickStandIn wechatpay;
    private final RelayProcess relay;
    private long forwarded;
    private long skipped;
    private long mostBehind;

    /**
     * What a batch cost.
     *
     * @param cpuMicros of the relay's process, for each event
     * @param perSecond how many events in a second
     */
    record Cost(double cpuMicros, double perSecond) {}

    /** Starts a relay and waits until it is ready; the fleet drives to its topic from then on. */
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
        fleet.driveTo(topic);
    }

    /** Members only, each of whom WeChat Pay is told of, which takes its time to answer. */
    Cost forward(int events, Duration latency) {
        wechatpay.latency(latency);
        double cpu = cpuMicros();
        long taken = wechatpay.taken();
        for (int i = 0; i < events; i++) {
            fleet.member();
        }
        long from = (long) (events * MIDDLE_FROM);
        long to = (long) (events * MIDDLE_TO);
        long began = instantOf(taken + from);
        long ended = instantOf(taken + to);
        forwarded += events;
        awaitCommitted();
        Cost cost = new Cost((cpuMicros() - cpu) / events, (to - from) * 1e9 / (ended - began));
        wechatpay.latency(Duration.ZERO);
        check();
        return cost;
    }

    /** Strangers only, who are there when the relay begins, as they are for the bare consumer beside which it is measured. */
    Cost skip(int events) {
        double cpu = cpuMicros();
        relay.pause();
        publish(events, events + 1);
        broker.flush();
        relay.resume();
        return caughtUp(events, cpu, System.nanoTime());
    }

    /** Strangers, and after so many of them a member, while they come. */
    Cost mixed(int events, int strangersToMember) {
        double cpu = cpuMicros();
        long start = System.nanoTime();
        publish(events, strangersToMember);
        return caughtUp(events, cpu, start);
    }

    private void publish(int events, int strangersToMember) {
        for (int i = 1; i <= events; i++) {
            if (i % (strangersToMember + 1) == 0) {
                fleet.member();
                forwarded++;
            } else {
                fleet.stranger();
                skipped++;
            }
        }
    }

    private Cost caughtUp(int events, double cpu, long start) {
        awaitCommitted();
        Cost cost = new Cost((cpuMicros() - cpu) / events, events * 1e9 / (System.nanoTime() - start));
        check();
        return cost;
    }

    /** Members, one after the other at a steady rate, each published at once. */
    void steady(int events, int perSecond) {
        fleet.forgetLatencies();
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / perSecond - System.nanoTime());
            fleet.member();
            broker.flush();
        }
        forwarded += events;
        awaitCommitted();
        check();
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

    /** All is settled, and Kafka knows it. */
    private void awaitCommitted() {
        long end = System.nanoTime() + LONGEST.toNanos();
        long behind;
        while ((behind = broker.uncommitted(topic, topic)) > 0) {
            mostBehind = Math.max(mostBehind, behind);
            if (System.nanoTime() > end || !relay.isAlive()) {
                throw new IllegalStateException("not done\n" + relay.output());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** All has become what it had to. Asks the relay for its meters, which is no part of what a batch costs it. */
    private void check() {
        if (relay.records("forwarded", "none") != forwarded
                || relay.records("skipped", "not_a_member") != skipped
                || wechatpay.refused() > 0) {
            throw new IllegalStateException(relay.page("/q/metrics") + "\nnot what it should have come to: forwarded "
                    + forwarded + ", skipped " + skipped + ", and refused " + wechatpay.refused());
        }
    }

    private double cpuMicros() {
        return relay.cpu().toNanos() / 1e3;
    }

    /** The most records that were not committed since this was asked before. */
    long mostBehind() {
        long most = mostBehind;
        mostBehind = 0;
        return most;
    }

    /** Resident memory now, in MiB. */
    double residentMib() throws IOException {
        return ResidentMemory.mib(relay.pid());
    }

    @Override
    public void close() {
        relay.close();
    }
}
