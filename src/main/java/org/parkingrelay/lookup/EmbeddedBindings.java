package org.parkingrelay.lookup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.parkingrelay.event.Plate;
import org.parkingrelay.store.EmbeddedStore;

/**
 * Bindings in one file of this machine (H2's MVStore): for one relay, without a server. Look-ups answer at once; they touch
 * memory and, where the page is not cached, the file.
 */
public final class EmbeddedBindings implements MemberLookup, Bindings {

    /** Stands in neither app ids, plates nor openids. */
    private static final char SEPARATOR = ' ';

    private final EmbeddedStore store;
    private final MVMap<String, String> openidsByPlate;

    public EmbeddedBindings(EmbeddedStore store) {
        this.store = store;
        this.openidsByPlate = store.map("bindings");
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

    @Override
    public CompletionStage<Boolean> bind(String appId, Plate plate, Openid openid) {
        try {
            return CompletableFuture.completedStage(add(key(appId, plate), openid.text()));
        } catch (MVStoreException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private boolean add(String key, String openid) {
        String bound = openidsByPlate.get(key);
        if (bound == null) {
            openidsByPlate.put(key, openid);
            return true;
        }
        List<String> openids = new ArrayList<>(Arrays.asList(bound.split(" ")));
        if (openids.contains(openid)) {
            return false;
        }
        openids.add(openid);
        openidsByPlate.put(key, String.join(" ", openids));
        return true;
    }

    /** How many pairs of app id and plate have a member. */
    public long plates() {
        return openidsByPlate.sizeAsLong();
    }

    @Override
    public void flush() {
        store.flush();
    }

    private static String key(String appId, Plate plate) {
        return appId + SEPARATOR + plate.text();
    }

    private static List<Openid> split(String openids) {
        return Arrays.stream(openids.split(" ")).map(Openid::new).toList();
    }
}
