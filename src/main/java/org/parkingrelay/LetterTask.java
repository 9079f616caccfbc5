package org.parkingrelay;

import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.FilterRequest;

/**
 * What a command is to do about dead letters.
 *
 * @param filter which ones
 * @param readsPlate whether their plate is on standard input
 * @param id of one letter, else empty
 * @param limit letters at most; null for all
 * @param reveal whether plates are shown
 * @param isJson whether for tools
 */
record LetterTask(
        Kind kind,
        FilterRequest filter,
        boolean readsPlate,
        String id,
        @Nullable Integer limit,
        boolean reveal,
        boolean isJson) {

    /** The commands. */
    enum Kind {
        LIST,
        GROUPS,
        SHOW,
        OF_CAR
    }

    /** The same with the plate that was read. */
    LetterTask with(String plate) {
        return new LetterTask(kind, filter.withPlate(plate), false, id, limit, reveal, isJson);
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "LetterTask[" + kind + "]";
    }
}
