package org.parkingrelay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.RedisProcess;

/**
 * Three relays are replaced under load as Kubernetes does it, twice, while WeChat Pay fails now and then: nothing is lost, no state
 * older than the newest is left, and no report is made twice but for a doubt.
 */
class RollingUpdateIT {

    private static final int RELAYS = 3;
    private static final int ROUNDS = 2;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("faults.seconds", 50));
    private static final double CARS_PER_SECOND = 20;
    private static final Invariants.Limits LIMITS = new Invariants.Limits(0, 0, Duration.ofSeconds(30));

    /** What the relays printed is kept where something is red. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void a_rolling_update_under_load_loses_nothing_and_reports_nothing_twice() {
        Quiet.kafkaClients();
        FaultHarness.Setup setup =
                new FaultHarness.Setup(8, TIME, (int) (TIME.toSeconds() * CARS_PER_SECOND), RELAYS, LIMITS);
        Workload workload = new Workload(setup.seed(), Instant.now(), setup.cars(), Scene.PARTITIONS);
        try (RedisProcess redis = RedisProcess.start(folder.resolve("redis"));
                BrokerProcess broker = BrokerProcess.start(folder);
                Scene scene = new Scene(folder, broker, Optional.of(redis), workload.bindings())) {
            List<FaultPlan.Step> plan = FaultPlan.rollingUpdate(TIME, RELAYS, ROUNDS);
            FaultHarness.Result result = new FaultHarness(setup, scene, workload, plan).run();

            System.out.println(result.summary());
            tellPace(result);
            assertThat(result.red()).as("what is red, see the summary above").isEmpty();
            assertThat(result.unclean()).as("relays that did not end in order").isEmpty();
            assertThat(result.ended()).as("relays that ended by themselves").isEmpty();
            assertThat(result.replaced()).hasSize(RELAYS * ROUNDS);
            assertThat(result.evidence().retries())
                    .as("copies in the retry topic")
                    .isNotEmpty();
            assertThat(during(result).reports())
                    .as("reports of events of that time")
                    .isPositive();
        }
    }

    private static boolean isDuring(FaultHarness.Result result, Instant instant) {
        List<Fleet.Replaced> replaced = result.replaced();
        return !instant.isBefore(replaced.get(0).from())
                && !instant.isAfter(replaced.get(replaced.size() - 1).ended());
    }

    /** Of the merchant whom no storm strikes, so that it is the update that is measured. */
    private static Pace during(FaultHarness.Result result) {
        return Pace.of(result.evidence(), Site.NORTH, instant -> isDuring(result, instant));
    }

    private static void tellPace(FaultHarness.Result result) {
        List<Fleet.Replaced> replaced = result.replaced();
        Duration took = Duration.between(
                replaced.get(0).from(), replaced.get(replaced.size() - 1).ended());
        System.out.println("the update took " + took.toMillis() + " ms, and meanwhile: " + during(result));
        System.out.println(
                "before and after: " + Pace.of(result.evidence(), Site.NORTH, instant -> !isDuring(result, instant)));
    }
}
