package org.parkingrelay.delivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.store.StoreRefusedException;

/** Whether a member still binds the plate, for an event that has waited since that was asked. */
record Consent(MemberLookup lookup) {

    /** Fails where the store does not answer. */
    CompletionStage<Boolean> of(Assignment assignment) {
        Openid openid = new Openid(assignment.key().openid());
        if (!(PlateNormaliser.read(assignment.key().plate()) instanceof PlateReading.Legible legible)) {
            return CompletableFuture.completedStage(false);
        }
        List<Plate> plate = List.of(legible.plate());
        return lookup.membersOf(assignment.circle().appId(), plate).thenApply(result -> isBound(result, openid));
    }

    private static boolean isBound(LookupResult result, Openid openid) {
        if (result instanceof LookupResult.Unavailable unavailable) {
            throw new StoreRefusedException(unavailable.why());
        }
        return result instanceof LookupResult.Found found && found.members().contains(openid);
    }
}
