package org.parkingrelay.redrive;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.deadletter.LetterId;

/**
 * A part of what a job did.
 *
 * @param all letters that it did, or failed to do, in the order in which it did
 * @param cursor where to go on, while there may be more
 */
public record Results(List<Result> all, Optional<String> cursor) {

    /**
     * What became of one letter.
     *
     * @param place where its copy went; empty of what is not copied, and where it failed
     * @param failure why it could not be done; else empty
     */
    public record Result(LetterId letter, Optional<Place> place, String failure) {}
}
