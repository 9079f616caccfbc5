package org.parkingrelay.lookup;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.event.Plate;

/** Finds the members that bound a car's plate; each store is one implementation. */
@FunctionalInterface
public interface MemberLookup {

    /**
     * Asks for the plates in their order until one is bound.
     *
     * @param appId the app id that the openids belong to
     * @param plates of one car, at least one
     * @return the result; the stage never fails
     */
    CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates);

    /**
     * Whether it is known, without asking anything that could be away or slow, that {@link #membersOf} would answer {@link
     * LookupResult.Absent}. Most cars are strangers, so that it pays to answer this where that is possible.
     */
    default boolean knowsNobody(String appId, List<Plate> plates) {
        return false;
    }
}
