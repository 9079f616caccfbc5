package org.parkingrelay.console;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.parkingrelay.overview.Overview;
import org.parkingrelay.overview.RelayView;

/** Where a person sees how this relay is, and has a lane flow again. */
public final class OverviewDesk {

    private final Overview overview;
    private final Executor blocking;

    /**
     * A desk.
     *
     * @param blocking where Kafka may be waited for
     */
    OverviewDesk(Overview overview, Executor blocking) {
        this.overview = overview;
        this.blocking = blocking;
    }

    /** How this relay is now. */
    public CompletionStage<RelayView> now() {
        return CompletableFuture.supplyAsync(overview::now, blocking);
    }

    /** Ends a pause of this relay's lanes. Waits for nothing. */
    public ResumeResult resume(String user, ResumeRequest request) {
        if (request.lane() == null) {
            throw ProblemException.field("lane", "is missing; expected is the name of a credential");
        }
        Optional<String> circle = Optional.ofNullable(request.circle());
        boolean isResumed = overview.resume(request.lane(), circle)
                .orElseThrow(() -> ProblemException.field(
                        "lane", "is none of this relay; expected is one of " + overview.lanes()));
        String result = isResumed ? "resumed" : "unchanged";
        AuditLog.resumed(user, request.lane(), circle.filter(name -> isResumed).orElse(""), result);
        return new ResumeResult(result, overview.pod());
    }
}
