package org.parkingrelay.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.BindingChange.Applied;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.StoreFault;
import org.parkingrelay.store.StoreStep;

/**
 * Bindings in one file of this machine (H2's MVStore): for one relay, without a server. Look-ups answer at once; they touch
 * memory and, where the page is not cached, the file. Thread-safe.
 */
public final class EmbeddedBindings implements Bindings {

    /** Stands neither in app ids nor in plates. */
    private static final char SEPARATOR = ' ';

    private static final String FORMAT = "bindings";

    private static final Logger LOG = Logger.getLogger(EmbeddedBindings.class);

    private final EmbeddedStore store;
    private final PlateKeys plateKeys;
    private final MVMap<String, String> members;
    private volatile KeyFilter filter;
    /** A larger one that is being filled, to replace it. */
    private @Nullable KeyFilter larger;
    /** Most relays have one app id. */
    private volatile Stem lastStem = new Stem("", KeyFilter.stem(String.valueOf(SEPARATOR)));

    /** What the filter makes of a key up to the plate. */
    private record Stem(String appId, long hash) {}

    private EmbeddedBindings(EmbeddedStore store, PlateKeys plateKeys) {
        this.store = store;
        this.plateKeys = plateKeys;
        this.members = store.map("members");
        this.filter = KeyFilter.of(members.sizeAsLong());
        fill(filter);
    }

    /** The bindings of a file; that they are written with another plate hash key is a problem. */
    public static EmbeddedBindings of(EmbeddedStore store, PlateKeys plateKeys, ConfigProblems problems) {
        String format = store.map("formats").putIfAbsent(FORMAT, plateKeys.format());
        if (format != null && !format.equals(plateKeys.format())) {
            problems.add(
                    LookupCheck.PLATE_HASH_KEY_FILE,
                    "is not what the plates of relay.lookup.embedded.path were written with (" + format + ")",
                    "set the same file as before, or start with an empty store and fill it again");
        }
        return new EmbeddedBindings(store, plateKeys);
    }

    @Override
    public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
        return store.answer(StoreStep.LOOKUP, () -> find(appId, plates))
                .exceptionally(failure -> new LookupResult.Unavailable(StoreFault.of(failure)));
    }

    @Override
    public boolean knowsNobody(String appId, List<Plate> plates) {
        if (!store.isOpen()) {
            return false;
        }
        Stem stem = stemOf(appId);
        for (Plate plate : plates) {
            if (filter.passes(stem.hash(), plateKeys.of(plate))) {
                return false;
            }
        }
        return true;
    }

    private Stem stemOf(String appId) {
        Stem last = lastStem;
        if (!last.appId().equals(appId)) {
            last = new Stem(appId, KeyFilter.stem(appId + SEPARATOR));
            lastStem = last;
        }
        return last;
    }

    private LookupResult find(String appId, List<Plate> plates) {
        for (Plate plate : plates) {
            String key = key(appId, plate);
            String text = filter.passes(key) ? members.get(key) : null;
            if (text != null) {
                List<Openid> bound = PlateMembers.read(text).bound();
                if (!bound.isEmpty()) {
                    return new LookupResult.Found(plate, bound);
                }
            }
        }
        return new LookupResult.Absent();
    }

    @Override
    public CompletionStage<List<Boolean>> add(List<Binding> bindings) {
        return store.answer(StoreStep.BINDING, () -> {
            List<Boolean> isNew = new ArrayList<>(bindings.size());
            synchronized (members) {
                for (Binding binding : bindings) {
                    isNew.add(add(binding));
                }
            }
            return isNew;
        });
    }

    private boolean add(Binding binding) {
        String key = key(binding.appId(), binding.plate());
        PlateMembers plate = PlateMembers.read(members.get(key));
        boolean isNew = plate.add(binding.openid());
        if (isNew) {
            put(key, plate);
        }
        return isNew;
    }

    @Override
    public CompletionStage<Applied> apply(BindingChange change) {
        return store.answer(StoreStep.BINDING, () -> {
            String key = key(change.binding().appId(), change.binding().plate());
            synchronized (members) {
                PlateMembers plate = PlateMembers.read(members.get(key));
                Applied applied = plate.apply(change);
                if (applied != Applied.OLDER) {
                    put(key, plate);
                }
                return applied;
            }
        });
    }

    /** By who has the lock. */
    private void put(String key, PlateMembers plate) {
        filter.add(key);
        if (larger != null) {
            larger.add(key);
        } else if (filter.isOutgrownBy(members.sizeAsLong())) {
            larger = KeyFilter.of(members.sizeAsLong());
            larger.add(key);
            fill(larger);
        }
        members.put(key, plate.write());
    }

    /** Not before the start, since all pages are read for it: most of a second for a million plates. */
    private void fill(KeyFilter fresh) {
        Thread filling = new Thread(() -> filled(fresh), "plate-filter");
        filling.setDaemon(true);
        filling.start();
    }

    private void filled(KeyFilter fresh) {
        try {
            fresh.complete(members.keyIterator(null));
            synchronized (members) {
                if (fresh == larger) {
                    filter = fresh;
                    larger = null;
                }
            }
        } catch (MVStoreException e) {
            // Closed meanwhile, or unreadable, of which each look-up tells; without the filter they ask the file.
            LOG.debug("The filter of plates is not complete", e);
        }
    }

    /** How many pairs of app id and plate have, or had, a member. */
    public long plates() {
        return members.sizeAsLong();
    }

    @Override
    public void flush() {
        store.flush();
    }

    private String key(String appId, Plate plate) {
        return appId + SEPARATOR + plateKeys.of(plate);
    }
}
