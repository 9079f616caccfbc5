package org.parkingrelay.delivery;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.parkingrelay.state.EmbeddedStates;
import org.parkingrelay.state.StateStore;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.StoreWatch;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;
import org.parkingrelay.wechatpay.ReportSender;

/** What a dry run has in the place of WeChat Pay, and of the store of what it was told. */
public final class DryRun {

    private static final Outcome PRETENDED =
            new Outcome(Outcome.Kind.ACCEPTED, new CallFacts("", 0, "", "", "dry run: not called"));

    private DryRun() {}

    /** Accepts every report and tells nobody. */
    public static ReportSender sender() {
        return (credential, report, notAfter) -> CompletableFuture.completedStage(PRETENDED);
    }

    /** Nothing was told, so other relays must not read that it was. */
    public static StateStore states(Clock clock, StoreWatch watch) {
        return new EmbeddedStates(EmbeddedStore.inMemory(watch), clock);
    }
}
