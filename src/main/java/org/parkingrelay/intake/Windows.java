package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.intake.PartitionWindow.Unsettled;

/** The windows of all partitions that are this relay's, over all channels. Thread-safe. */
public final class Windows {

    private final Set<PartitionWindow> open = ConcurrentHashMap.newKeySet();
    /** Those that were there before any record of their partition was polled. */
    private final Map<TopicPartition, PartitionWindow> assigned = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final int most;
    private final Clock clock;
    private final Runnable beforeCommit;

    /**
     * No windows.
     *
     * @param most records in one window, at least 1
     * @param beforeCommit makes durable what settled records have written; run before each commit, after the last record that
     *     it covers has been settled. The channels' polling threads run it, possibly at once. Where it throws, nothing is
     *     committed and the commit is tried again
     */
    public Windows(int most, Clock clock, Runnable beforeCommit) {
        this.most = most;
        this.clock = clock;
        this.beforeCommit = beforeCommit;
    }

    /**
     * Opens a window.
     *
     * @param onSettled is told how many records have been settled, whenever some have
     */
    PartitionWindow open(String name, int generation, IntConsumer onSettled) {
        PartitionWindow window = new PartitionWindow(name, generation, most, onSettled);
        open.add(window);
        if (closed.get()) {
            window.claim().end();
        }
        return window;
    }

    /** Opens the window of a partition of which no record has been polled yet; see {@link #assigned}. */
    PartitionWindow openAssigned(TopicPartition partition, int generation, IntConsumer onSettled) {
        PartitionWindow window = open(partition.toString(), generation, onSettled);
        assigned.put(partition, window);
        return window;
    }

    /**
     * The window of a partition that sees all of its records in their order, from the first on; or null. Only on such a one may somebody
     * who looks at the polls let records pass, since it knows which are before them.
     */
    @Nullable
    PartitionWindow assigned(TopicPartition partition) {
        return assigned.get(partition);
    }

    /** A window of a partition that is not this relay's any more. */
    static PartitionWindow gone() {
        PartitionWindow gone = new PartitionWindow("", 0, 1, settled -> {});
        gone.claim().end();
        return gone;
    }

    void drop(TopicPartition partition, PartitionWindow window) {
        assigned.remove(partition, window);
        open.remove(window);
    }

    /** Ends the claims of all windows, and of those still to be opened. What is settled is still committed. */
    void endClaims() {
        closed.set(true);
        open.forEach(window -> window.claim().end());
    }

    void beforeCommit() {
        beforeCommit.run();
    }

    Clock clock() {
        return clock;
    }

    /** The unsettled record that has been here longest. */
    Optional<Unsettled> oldest() {
        return open.stream().flatMap(window -> window.oldest().stream()).min(Comparator.comparing(Unsettled::since));
    }

    /** How long the oldest unsettled record could have been worked on, in seconds; 0 where there is none. */
    public long oldestUnsettledSeconds() {
        return oldest().map(this::age).orElse(Duration.ZERO).toSeconds();
    }

    Duration age(Unsettled record) {
        Duration age = Duration.between(record.since(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** The records in the largest window. */
    public int largest() {
        return open.stream().mapToInt(PartitionWindow::size).max().orElse(0);
    }
}
