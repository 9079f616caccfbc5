package org.parkingrelay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.RedisProcess;

/**
 * Nothing is lost and the newest state wins, whatever breaks. A fixed seed, so that a red run can be had again; for another one
 * and longer: {@code mvn verify -Dit.test=FaultHarnessIT -Dfaults.seed=7 -Dfaults.seconds=600}, where the seed {@code random}
 * draws one; {@code -Dfaults.relays} says how many relays. With {@code -Dfaults.store=embedded} each has a store of its own.
 */
class FaultHarnessIT {

    private static final String DEFAULT_SEED = "20260301";
    private static final int DEFAULT_SECONDS = 75;
    private static final double CARS_PER_SECOND = 25;

    private static final Invariants.Limits LIMITS = new Invariants.Limits(60, 20, Duration.ofSeconds(60));

    /** What the relays printed is kept where something is red. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @BeforeAll
    static void quieten() {
        Quiet.kafkaClients();
    }

    private static long seed() {
        String text = System.getProperty("faults.seed", DEFAULT_SEED);
        return text.equals("random") ? System.nanoTime() : Long.parseLong(text);
    }

    @Test
    void everything_promised_holds_while_relays_broker_store_and_wechat_pay_break() {
        int seconds = Integer.getInteger("faults.seconds", DEFAULT_SECONDS);
        int relays = Integer.getInteger("faults.relays", Store.isShared() ? 3 : 1);
        FaultHarness.Setup setup = new FaultHarness.Setup(
                seed(), Duration.ofSeconds(seconds), (int) (seconds * CARS_PER_SECOND), relays, LIMITS);
        Workload workload = new Workload(setup.seed(), Instant.now(), setup.cars(), Scene.PARTITIONS);
        Optional<RedisProcess> redis = Store.start(folder);
        try (BrokerProcess broker = BrokerProcess.start(folder);
                Scene scene = new Scene(folder, broker, redis, workload.bindings())) {
            List<FaultPlan.Step> plan = FaultPlan.draw(setup.seed(), setup.time(), relays, redis.isPresent());
            FaultHarness.Result result = new FaultHarness(setup, scene, workload, plan).run();

            System.out.println(result.summary());
            System.out.println("what the processes printed is in " + folder);
            assertThat(result.red())
                    .as("what is red, see the summary above; seed " + setup.seed())
                    .isEmpty();
            assertThat(result.unclean()).as("relays that did not end in order").isEmpty();
        } finally {
            redis.ifPresent(RedisProcess::close);
        }
    }
}
