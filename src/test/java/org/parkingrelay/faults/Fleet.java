package org.parkingrelay.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.parkingrelay.testing.RelayProcess;

/** Relays of one consumer group. One that ends by itself is started again, as Kubernetes would, and counted. Thread-safe. */
final class Fleet implements AutoCloseable {

    /** Little memory, and compiled quickly: several start again and again on few processors. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx300m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    /** A call of a relay that was stopped may go on so long after it. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
    /** What Kubernetes leaves a pod that it has told to end, where nobody says otherwise; then it kills it. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** How often a new relay may end before it is ready. */
    private static final int TRIES = 5;

    private final Path folder;
    private final List<Map<String, String>> settings;
    private final List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
    private final RelayProcess[] relays;
    private final boolean[] down;
    private final List<Evidence.Stop> stops = new CopyOnWriteArrayList<>();
    private final List<String> unclean = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<Replaced> replaced = new CopyOnWriteArrayList<>();
    private final List<RelayProcess> launched = new CopyOnWriteArrayList<>();
    /** One relay is replaced at a time, in the order in which it was asked for. */
    private final Lock update = new ReentrantLock(true);

    /**
     * A relay that was replaced.
     *
     * @param from when its successor was started
     * @param ready when that was ready, and it was told to end
     * @param ended when it had
     */
    record Replaced(int relay, Instant from, Instant ready, Instant ended) {

        @Override
        public String toString() {
            return "relay %d: the new one ready after %.1f s, the old one ended after %.1f s"
                    .formatted(
                            relay,
                            Duration.between(from, ready).toMillis() / 1e3,
                            Duration.between(ready, ended).toMillis() / 1e3);
        }
    }

    /**
     * A fleet that does not run yet.
     *
     * @param settings of each relay
     * @param jvmOptions more of them, for a saboteur
     */
    Fleet(Path folder, List<Map<String, String>> settings, List<String> jvmOptions) {
        this.folder = folder;
        this.settings = List.copyOf(settings);
        this.jvmOptions.addAll(jvmOptions);
        this.relays = new RelayProcess[settings.size()];
        this.down = new boolean[settings.size()];
    }

    int size() {
        return relays.length;
    }

    /** Starts all and waits until they are ready. */
    Fleet start() {
        for (int relay = 0; relay < relays.length; relay++) {
            launch(relay);
        }
        awaitReady();
        return this;
    }

    synchronized void awaitReady() {
        for (RelayProcess relay : relays) {
            relay.awaitReady();
        }
    }

    synchronized void launch(int relay) {
        if (relays[relay] != null && relays[relay].isAlive()) {
            throw new IllegalStateException("relay " + relay + " still runs");
        }
        relays[relay] = fresh(relay);
        down[relay] = false;
    }

    private RelayProcess fresh(int relay) {
        RelayProcess fresh = RelayProcess.launch(folder, jvmOptions, settings.get(relay));
        launched.add(fresh);
        return fresh;
    }

    private synchronized RelayProcess goingDown(int relay) {
        down[relay] = true;
        return relays[relay];
    }

    void kill(int relay) {
        goingDown(relay).kill();
    }

    /** SIGTERM, once it has started. A relay that does not end in order is noted. */
    void end(int relay) {
        endInOrder(relay, goingDown(relay));
    }

    private void endInOrder(int relay, RelayProcess process) {
        boolean wasAlive = process.awaitStarted().isAlive();
        Instant told = Instant.now();
        int status = process.terminate();
        Duration took = Duration.between(told, Instant.now());
        if (wasAlive && (status != 0 || took.compareTo(GRACE) > 0)) {
            unclean.add(
                    "relay " + relay + " ended with status " + status + " " + took.toMillis() + " ms after SIGTERM");
        }
    }

    /** As a rolling update of Kubernetes does it, with {@code maxSurge: 1} and {@code maxUnavailable: 0}. */
    void replace(int relay) {
        update.lock();
        try {
            Instant from = Instant.now();
            RelayProcess successor = readySuccessor(relay);
            Instant ready = Instant.now();
            RelayProcess old;
            synchronized (this) {
                old = relays[relay];
                relays[relay] = successor;
            }
            endInOrder(relay, old);
            replaced.add(new Replaced(relay, from, ready, Instant.now()));
        } finally {
            update.unlock();
        }
    }

    private RelayProcess readySuccessor(int relay) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            RelayProcess successor = fresh(relay);
            try {
                return successor.awaitReady();
            } catch (AssertionError e) {
                ended.add("the successor of relay " + relay + " ended by itself: " + tail(successor));
            }
        }
        return fresh(relay).awaitReady();
    }

    void stop(int relay) {
        get(relay).pause();
    }

    void goOn(int relay, Instant stoppedAt) {
        get(relay).resume();
        stops.add(new Evidence.Stop(stoppedAt, Instant.now().plus(LONGEST_CALL)));
    }

    synchronized RelayProcess get(int relay) {
        return relays[relay];
    }

    /** Starts again what ended by itself. */
    synchronized void tend() {
        for (int relay = 0; relay < relays.length; relay++) {
            if (!down[relay] && !relays[relay].isAlive()) {
                ended.add("relay " + relay + " ended by itself: " + tail(relays[relay]));
                launch(relay);
            }
        }
    }

    private static String tail(RelayProcess relay) {
        String output = relay.output();
        return output.substring(Math.max(0, output.length() - 600)).strip();
    }

    List<Evidence.Stop> stops() {
        return stops;
    }

    /** Relays that did not end in order when they were told to, each in a line. */
    List<String> unclean() {
        return unclean;
    }

    /** Relays that ended by themselves, each in a line. */
    List<String> ended() {
        return ended;
    }

    /** Relays that were replaced, in order. */
    List<Replaced> replaced() {
        return replaced;
    }

    @Override
    public synchronized void close() {
        launched.forEach(RelayProcess::kill);
    }
}
