package org.parkingrelay.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.parkingrelay.testing.RelayProcess;

/** Relays of one consumer group. One that ends by itself is started again, as Kubernetes would, and counted. Thread-safe. */
final class Fleet implements AutoCloseable {

    /** Little memory, and compiled quickly: several start again and again on few processors. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx300m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    /** The JVM answers SIGTERM with 128 + 15 once its shutdown hooks have run. */
    private static final Set<Integer> IN_ORDER = Set.of(0);
    /** A call of a relay that was stopped may go on so long after it. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    private final Path folder;
    private final List<Map<String, String>> settings;
    private final List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
    private final RelayProcess[] relays;
    private final boolean[] down;
    private final List<Evidence.Stop> stops = new CopyOnWriteArrayList<>();
    private final List<String> unclean = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();

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
        relays[relay] = RelayProcess.launch(folder, jvmOptions, settings.get(relay));
        down[relay] = false;
    }

    private synchronized RelayProcess goingDown(int relay) {
        down[relay] = true;
        return relays[relay];
    }

    void kill(int relay) {
        goingDown(relay).kill();
    }

    /** SIGTERM. A relay that does not end in order is noted. */
    void end(int relay) {
        RelayProcess process = goingDown(relay);
        boolean wasAlive = process.isAlive();
        int status = process.terminate();
        if (wasAlive && !IN_ORDER.contains(status)) {
            unclean.add("relay " + relay + " ended with status " + status + " after SIGTERM");
        }
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
                String output = relays[relay].output();
                ended.add("relay " + relay + " ended by itself: "
                        + output.substring(Math.max(0, output.length() - 600)).strip());
                launch(relay);
            }
        }
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

    @Override
    public synchronized void close() {
        for (RelayProcess relay : relays) {
            if (relay != null) {
                relay.kill();
            }
        }
    }
}
