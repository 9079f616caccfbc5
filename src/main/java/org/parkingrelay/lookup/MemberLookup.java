package org.parkingrelay.lookup;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    /**
     * Which of many cars are nobody's: those for which {@link #membersOf} would answer {@link LookupResult.Absent}. Asked for together, which
     * costs a fraction of asking for each, and for no more than to know who need not be asked for.
     *
     * @return completes with the places of cars that are known to be nobody's, not necessarily of all that are; may fail
     */
    default CompletionStage<BitSet> strangersAmong(List<Inquiry> cars) {
        BitSet strangers = new BitSet(cars.size());
        for (int i = 0; i < cars.size(); i++) {
            Inquiry car = cars.get(i);
            strangers.set(i, knowsNobody(car.appId(), car.plates()));
        }
        return CompletableFuture.completedStage(strangers);
    }
}
