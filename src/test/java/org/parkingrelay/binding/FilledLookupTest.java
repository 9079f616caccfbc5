package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.telemetry.Meters;

class FilledLookupTest {

    private final CatchUp catchUp = new CatchUp();
    private final MemberLookup lookup =
            new FilledLookup(new OfNobody(), catchUp, new Meters(new SimpleMeterRegistry()));

    private static final class OfNobody implements MemberLookup {

        @Override
        public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
            return CompletableFuture.completedStage(new LookupResult.Absent());
        }

        @Override
        public boolean knowsNobody(String appId, List<Plate> plates) {
            return true;
        }
    }

    @Test
    void takes_nobody_for_a_stranger_before_the_store_is_filled() {
        assertThat(lookup.knowsNobody("wx1", List.of())).isFalse();
        assertThat(lookup.membersOf("wx1", List.of()))
                .isCompletedWithValueMatching(LookupResult.Unavailable.class::isInstance);

        catchUp.nothingToRead();

        assertThat(lookup.knowsNobody("wx1", List.of())).isTrue();
        assertThat(lookup.membersOf("wx1", List.of())).isCompletedWithValue(new LookupResult.Absent());
    }
}
