package org.parkingrelay.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
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

    private final MVStore store;

    private EmbeddedStore(MVStore store) {
        this.store = store;
    }

    /** Opens the file, or adds a problem that says why it cannot be. */
    public static Optional<EmbeddedStore> open(Optional<String> configured, ConfigProblems problems) {
        String path = problems.required(KEY, configured, MEND);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path parent = Path.of(path).toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Optional.of(
                    new EmbeddedStore(new MVStore.Builder().fileName(path).open()));
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
    public static EmbeddedStore inMemory() {
        return new EmbeddedStore(new MVStore.Builder().open());
    }

    /** A map of the store, made where it does not exist. */
    public MVMap<String, String> map(String name) {
        return store.openMap(name);
    }

    /** A closed store answers like an empty one. */
    public boolean isClosed() {
        return store.isClosed();
    }

    /** Makes all that was written durable; fails with {@link MVStoreException} where the file cannot be written. */
    public void flush() {
        store.commit();
        store.sync();
    }

    @Override
    public void close() {
        store.close();
    }
}
