package org.parkingrelay.binding;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.Inquiry;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.store.StoreStep;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** Asks the store once it is filled; until then nobody is taken for a stranger. */
public final class FilledLookup implements MemberLookup {

    private static final String FILLING = "filling";

    private final MemberLookup lookup;
    private final CatchUp catchUp;
    private final Meters meters;

    public FilledLookup(MemberLookup lookup, CatchUp catchUp, Meters meters) {
        this.lookup = lookup;
        this.catchUp = catchUp;
        this.meters = meters;
    }

    @Override
    public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
        if (catchUp.isDone()) {
            return lookup.membersOf(appId, plates);
        }
        meters.counter(RelayMeter.STORE_FAILURES, StoreStep.LOOKUP.tag(), FILLING)
                .increment();
        return CompletableFuture.completedStage(new LookupResult.Unavailable(FILLING));
    }

    @Override
    public boolean knowsNobody(String appId, List<Plate> plates) {
        return catchUp.isDone() && lookup.knowsNobody(appId, plates);
    }

    @Override
    public CompletionStage<BitSet> strangersAmong(List<Inquiry> cars) {
        return catchUp.isDone() ? lookup.strangersAmong(cars) : CompletableFuture.completedStage(new BitSet());
    }
}
