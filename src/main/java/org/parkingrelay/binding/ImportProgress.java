package org.parkingrelay.binding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.parkingrelay.lookup.Binding;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.store.Positions;

/**
 * How far an import has come. Bindings go to the store in batches, a few of which are under way while the next is read; how many
 * rows are done is kept in the store, so that a run that was broken off can be continued. For one thread.
 *
 * <p>The kept position is the number of rows that are done, and negative once these are all.
 */
final class ImportProgress {

    private static final int BATCH = 2_000;
    private static final int BATCHES_UNDERWAY = 4;
    private static final int ROWS_BETWEEN_POSITIONS = 100_000;

    private final Bindings bindings;
    private final Positions positions;
    private final String source;
    private final Consumer<ImportReport> progress;
    private final long before;
    private final boolean isRepeated;
    private final ImportReport report;
    private final Deque<CompletableFuture<List<Boolean>>> underway = new ArrayDeque<>();
    private List<Binding> batch = new ArrayList<>(BATCH);
    private long rows;

    ImportProgress(Bindings bindings, Positions positions, String source, Consumer<ImportReport> progress) {
        this.bindings = bindings;
        this.positions = positions;
        this.source = source;
        this.progress = progress;
        long kept = positions.read(source).toCompletableFuture().join();
        this.isRepeated = kept < 0;
        this.before = Math.abs(kept);
        this.report = new ImportReport(before, isRepeated);
    }

    /** Whether an earlier run has read this file to its end. */
    boolean isRepeated() {
        return isRepeated;
    }

    /** Counts a row; says whether no earlier run has done it. */
    boolean isNext() {
        rows++;
        return rows > before;
    }

    void bad(String reason, int line) {
        report.bad(reason, line);
        rowDone();
    }

    /** A row with what it binds. */
    void good(List<Binding> ofRow) {
        report.good(1);
        batch.addAll(ofRow);
        if (batch.size() >= BATCH) {
            send();
        }
        rowDone();
    }

    private void rowDone() {
        if (rows % ROWS_BETWEEN_POSITIONS == 0) {
            finish();
            keep(rows);
            progress.accept(report);
        }
    }

    private void send() {
        if (underway.size() == BATCHES_UNDERWAY) {
            awaitOldest();
        }
        underway.add(bindings.add(batch).toCompletableFuture());
        batch = new ArrayList<>(BATCH);
    }

    private void awaitOldest() {
        report.added(underway.remove().join().stream().filter(isNew -> isNew).count());
    }

    private void finish() {
        send();
        while (!underway.isEmpty()) {
            awaitOldest();
        }
        bindings.flush();
    }

    private void keep(long position) {
        positions.keep(source, position).toCompletableFuture().join();
    }

    /** Awaits all; the file is not read again after this. */
    ImportReport end() {
        if (!isRepeated) {
            finish();
            keep(-rows);
            bindings.flush();
        }
        return report;
    }
}
