package org.parkingrelay.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.parkingrelay.config.ConfigProblems;

/** One file of this machine (H2's MVStore) for one relay, without a server. What is written is durable within a second. */
public final class EmbeddedStore implements AutoCloseable {

    /** The key of its path. */
    public static final String KEY = "relay.lookup.embedded.path";

    private static final String MEND =
            "set it to a file that the relay may write, such as /var/lib/parking-relay/bindings.mv";

    /**
     * Takes twice this of the heap in the end. With more, what is kept for long costs the garbage collector more than it saves: each
     * change makes another page, and the one before is garbage among what is old. A page that is read again is small, and in the
     * system's own cache.
     */
    private static final int CACHE_MIB = 8;

    /**
     * What one changed value has written again. Cars come in no order, so that with the default of 16 KiB a forwarded event wrote,
     * and made garbage of, more than fifty.
     */
    private static final int PAGE_BYTES = 4 * 1024;

    private final MVStore store;

    private final StoreWatch watch;
    private volatile boolean isClosed;

    private EmbeddedStore(MVStore store, StoreWatch watch) {
        this.store = store;
        this.watch = watch;
    }

    /** Opens the file, or adds a problem that says why it cannot be. */
    public static Optional<EmbeddedStore> open(Optional<String> configured, StoreWatch watch, ConfigProblems problems) {
        String path = problems.required(KEY, configured, MEND);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path parent = Path.of(path).toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Optional.of(new EmbeddedStore(
                    new MVStore.Builder()
                            .fileName(path)
                            .cacheSize(CACHE_MIB)
                            .pageSplitSize(PAGE_BYTES)
                            .open(),
                    watch));
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                problems.add(
                        KEY,
                        "names a file that another process has open (" + path + ")",
                        "give each relay a file of its own");
            } else {
                problems.add(KEY, "names a file that is no readable store (" + path + ")", MEND);
            }
        } catch (IOException | InvalidPathException e) {
            problems.add(KEY, "names a place that cannot be written (" + path + ")", MEND);
        }
        return Optional.empty();
    }

    /** A store that is gone with the process. */
    public static EmbeddedStore inMemory(StoreWatch watch) {
        return new EmbeddedStore(new MVStore.Builder().open(), watch);
    }

    /** A map of the store, made where it does not exist. */
    public MVMap<String, String> map(String name) {
        return store.openMap(name);
    }

    /**
     * Asks the store a question, or has it do something; answered at once. Fails where the file cannot be read or written, and when
     * the store is closed, since it then answers like an empty one.
     */
    public <T> CompletionStage<T> answer(StoreStep step, Supplier<T> question) {
        long start = System.nanoTime();
        try {
            T answer = question.get();
            if (!isOpen()) {
                throw new StoreRefusedException("closed");
            }
            watch.ended(step, start, null);
            return CompletableFuture.completedStage(answer);
        } catch (RuntimeException e) {
            watch.ended(step, start, e);
            return CompletableFuture.failedStage(e);
        }
    }

    /** Whether it can answer. */
    public boolean isOpen() {
        return !store.isClosed();
    }

    /** Whether the store has closed itself, as it does when the file could not be written; only a new process opens it again. */
    public boolean hasBroken() {
        return !isOpen() && !isClosed;
    }

    /** Makes all that was written durable; fails with {@link MVStoreException} where the file cannot be written. */
    public void flush() {
        store.commit();
        store.sync();
    }

    @Override
    public void close() {
        isClosed = true;
        store.close();
    }
}
