package org.parkingrelay.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.Plate;

/**
 * Bindings in one file of this machine (H2's MVStore): for one relay, without a server. Look-ups answer at once; they touch
 * memory and, where the page is not cached, the file.
 */
public final class EmbeddedBindings implements MemberLookup, AutoCloseable {

    private static final String KEY = "relay.lookup.embedded.path";
    private static final String MEND =
            "set it to a file that the relay may write, such as /var/lib/parking-relay/bindings.mv";
    /** Stands in neither app ids, plates nor openids. */
    private static final char SEPARATOR = ' ';

    private final MVStore store;
    private final MVMap<String, String> openidsByPlate;

    private EmbeddedBindings(MVStore store) {
        this.store = store;
        this.openidsByPlate = store.openMap("bindings");
    }

    /** Opens the store's file, or adds a problem that says why it cannot be. */
    public static Optional<EmbeddedBindings> open(LookupConfig config, ConfigProblems problems) {
        String path = problems.required(KEY, config.embedded().path(), MEND);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path parent = Path.of(path).toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Optional.of(
                    new EmbeddedBindings(new MVStore.Builder().fileName(path).open()));
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

    @Override
    public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
        return CompletableFuture.completedFuture(find(appId, plates));
    }

    private LookupResult find(String appId, List<Plate> plates) {
        try {
            for (Plate plate : plates) {
                String openids = openidsByPlate.get(key(appId, plate));
                if (openids != null) {
                    return new LookupResult.Found(plate, split(openids));
                }
            }
            // A closed store answers like an empty one, and nobody must be taken for a stranger because of that.
            return store.isClosed() ? new LookupResult.Unavailable("StoreClosed") : new LookupResult.Absent();
        } catch (MVStoreException e) {
            return new LookupResult.Unavailable(e.getClass().getSimpleName());
        }
    }

    /** Adds a binding; says whether it was new. Durable within a second, or after {@link #flush}. */
    public boolean bind(String appId, Plate plate, Openid openid) {
        String key = key(appId, plate);
        String bound = openidsByPlate.get(key);
        if (bound == null) {
            openidsByPlate.put(key, openid.text());
            return true;
        }
        List<String> openids = new ArrayList<>(Arrays.asList(bound.split(" ")));
        if (openids.contains(openid.text())) {
            return false;
        }
        openids.add(openid.text());
        openidsByPlate.put(key, String.join(" ", openids));
        return true;
    }

    /** How many pairs of app id and plate have a member. */
    public long plates() {
        return openidsByPlate.sizeAsLong();
    }

    /** Makes what was bound durable. */
    public void flush() {
        store.commit();
    }

    @Override
    public void close() {
        store.close();
    }

    private static String key(String appId, Plate plate) {
        return appId + SEPARATOR + plate.text();
    }

    private static List<Openid> split(String openids) {
        return Arrays.stream(openids.split(" ")).map(Openid::new).toList();
    }
}
