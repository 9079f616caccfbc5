package org.parkingrelay.state;

import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Removes from a map what is out of date: round and round, a little after some changes, so that none waits long however much the map
 * holds. Thread-safe.
 */
final class Sweep {

    private static final int CHANGES = 64;
    /** Twice as many as may have been added meanwhile, so that what is out of date cannot outgrow what is not. */
    private static final int LOOKS = 2 * CHANGES;

    private final MVMap<String, String> map;
    private final AtomicLong changes = new AtomicLong();
    /** Where it goes on; null for the map's beginning. */
    private @Nullable String next;

    /** Of a map whose texts begin with when to forget them. */
    Sweep(MVMap<String, String> map) {
        this.map = map;
    }

    /** The map was changed, and it is now so late (milliseconds since 1970). */
    void changed(long now) {
        if (changes.incrementAndGet() % CHANGES == 0) {
            goOn(now);
        }
    }

    private synchronized void goOn(long now) {
        Cursor<String, String> cursor = map.cursor(next);
        for (int i = 0; i < LOOKS && cursor.hasNext(); i++) {
            String key = cursor.next();
            String text = cursor.getValue();
            if (StateText.forgetAtMillis(text) < now) {
                // Only as it was read: a step may be changing it.
                map.remove(key, text);
            }
        }
        next = cursor.hasNext() ? cursor.next() : null;
    }
}
