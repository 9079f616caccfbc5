package org.parkingrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.store.StoreRefusedException;

/** Whether a member still has the plate bound: asked again before each call that is not made at once. For one thread at a time. */
final class Consent {

    /** So long an answer is taken to hold; who withdraws may be told of for so long after it. */
    private static final Duration HOLDS = Duration.ofSeconds(1);

    private final MemberLookup lookup;
    private final Assignment assignment;
    private Instant boundAt;

    Consent(MemberLookup lookup, Assignment assignment) {
        this.lookup = lookup;
        this.assignment = assignment;
        this.boundAt = assignment.boundAt();
    }

    /** Fails where the store does not answer. */
    CompletionStage<Boolean> holds(Instant now) {
        if (now.isBefore(boundAt.plus(HOLDS))) {
            return CompletableFuture.completedStage(true);
        }
        if (!(PlateNormaliser.read(assignment.key().plate()) instanceof PlateReading.Legible legible)) {
            return CompletableFuture.completedStage(false);
        }
        return lookup.membersOf(assignment.circle().appId(), List.of(legible.plate()))
                .thenApply(result -> isBound(result, now));
    }

    private boolean isBound(LookupResult result, Instant asked) {
        if (result instanceof LookupResult.Unavailable unavailable) {
            throw new StoreRefusedException(unavailable.why());
        }
        boolean isBound = result instanceof LookupResult.Found found
                && found.members().contains(new Openid(assignment.key().openid()));
        boundAt = isBound ? asked : boundAt;
        return isBound;
    }
}
