package org.parkingrelay.console;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.outcome.CarHistory;
import org.parkingrelay.outcome.RecordFate;
import org.parkingrelay.outcome.Sentences;
import org.parkingrelay.overview.Overview;

/** Makes known to the framework where people ask about cars, records, and the relay itself. */
@Singleton
class TraceBeans {

    @Produces
    @Singleton
    Steps steps(Sentences sentences) {
        return new Steps(sentences);
    }

    @Produces
    @Singleton
    CarDesk carDesk(
            CarHistory history, MemberLookup lookup, Circles circles, Steps steps, Clock clock, Executor blocking) {
        return new CarDesk(history, lookup, circles, steps, clock, blocking);
    }

    @Produces
    @Singleton
    RecordsDesk recordsDesk(RecordFate fate, Steps steps, Clock clock, Executor blocking) {
        return new RecordsDesk(fate, steps, clock, blocking);
    }

    @Produces
    @Singleton
    OverviewDesk overviewDesk(Overview overview, Executor blocking) {
        return new OverviewDesk(overview, blocking);
    }
}
