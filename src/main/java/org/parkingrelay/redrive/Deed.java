package org.parkingrelay.redrive;

import java.time.Instant;
import java.util.Optional;

/**
 * The last thing that was done about one letter.
 *
 * @param who ordered it
 * @param reason in their words
 * @param job in which it was done; empty of what was done at once
 * @param place where the copy went, if there is one
 * @param difference of an edited one
 */
public record Deed(
        JobKind kind,
        Instant at,
        String who,
        String reason,
        Optional<String> job,
        Optional<Place> place,
        Optional<Difference> difference) {}
