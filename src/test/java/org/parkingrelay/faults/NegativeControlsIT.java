package org.parkingrelay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.faults.Sabotage.Kind;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.BrokerProcess;
import org.parkingrelay.testing.RedisProcess;

/**
 * The harness can go red: a relay that breaks one promise is found out by the invariant that is meant for it, in a scene in
 * which the relay as it is stays green.
 */
class NegativeControlsIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Invariants.Limits LIMITS = new Invariants.Limits(600, 0, SOON);
    private static final int CARS = 150;
    /** Too small for any dead letter. */
    private static final int TINY = 10;

    @TempDir
    static Path shared;

    private static BrokerProcess broker;

    @TempDir
    Path folder;

    /** One for each scene, because the same cars drive in all. */
    private Optional<RedisProcess> redis;

    private Workload workload;
    private Scene scene;
    private Notebook notebook;

    @BeforeAll
    static void start() {
        Quiet.kafkaClients();
        broker = BrokerProcess.start(shared);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void setTheScene() {
        workload = new Workload(1, Instant.now(), CARS, Scene.PARTITIONS);
        redis = Store.start(folder);
        scene = new Scene(folder, broker, redis, workload.bindings())
                // The shortest that a broker allows: so long a relay waits that takes over from one that was killed.
                .with("mp.messaging.incoming.gate-events.session.timeout.ms", "6000")
                .with("mp.messaging.incoming.gate-events.heartbeat.interval.ms", "1000");
        notebook = new Notebook(scene);
    }

    @AfterEach
    void leaveTheScene() {
        scene.close();
        redis.ifPresent(RedisProcess::close);
    }

    private Fleet fleet(boolean sabotaged, Kind kind) {
        return scene.fleet(1, sabotaged ? Sabotage.jvmOptions(folder, kind) : List.of());
    }

    private void assertSabotaged(boolean sabotaged, Kind kind, Fleet fleet) {
        assertThat(fleet.get(0).output().contains(Sabotage.confession(kind)))
                .as("the sabotage has found what it changes")
                .isEqualTo(sabotaged);
    }

    private List<Invariant> red(Fleet fleet) {
        Instant start = Instant.now();
        await("everything settled").atMost(SOON).until(scene::isSettled);
        // So that the next relay of the group need not wait until Kafka gives this one up.
        fleet.end(0);
        Duration recovery = Duration.between(start, Instant.now());
        List<Verdict> verdicts = Invariants.judge(notebook.evidence(List.of(), Optional.of(recovery)), LIMITS);
        verdicts.forEach(System.out::println);
        return verdicts.stream()
                .filter(verdict -> !verdict.holds())
                .map(Verdict::invariant)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_record_that_is_settled_before_its_call_is_found_out(boolean sabotaged) {
        scene.wechatpay().faults().whenever(fields -> true, new Fault.Status(503, "SERVICE_UNAVAILABLE", "服务不可用"));
        try (Fleet fleet = fleet(sabotaged, Kind.SETTLED_BEFORE_THE_CALL).start()) {
            workload.records().forEach(notebook::publish);
            awaitWork(sabotaged, () -> scene.wechatpay().ledger().entries().size() > 20);
            killAndWriteDown(fleet);
            assertSabotaged(sabotaged, Kind.SETTLED_BEFORE_THE_CALL, fleet);
            scene.wechatpay().faults().clear();
            fleet.launch(0);

            assertThat(red(fleet).contains(Invariant.COMMITTED_IS_SETTLED)).isEqualTo(sabotaged);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_dead_letter_that_is_not_awaited_is_found_out(boolean sabotaged) {
        scene.kafka().limit(scene.deadLetters(), TINY);
        try (Fleet fleet = fleet(sabotaged, Kind.DEAD_LETTER_NOT_AWAITED).start()) {
            workload.records().forEach(notebook::publish);
            awaitWork(sabotaged, () -> scene.wechatpay().ledger().takenCount() > 20);
            killAndWriteDown(fleet);
            assertSabotaged(sabotaged, Kind.DEAD_LETTER_NOT_AWAITED, fleet);
            scene.kafka().unlimit(scene.deadLetters());
            fleet.launch(0);

            assertThat(red(fleet).contains(Invariant.DEAD_LETTERS_ARE_THE_BAD)).isEqualTo(sabotaged);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_older_state_that_is_reported_after_a_newer_one_is_found_out(boolean sabotaged) {
        List<Workload.Planned> newestFirst = new ArrayList<>(workload.records());
        Collections.reverse(newestFirst);
        try (Fleet fleet = fleet(sabotaged, Kind.GUARD_OFF).start()) {
            newestFirst.forEach(planned -> notebook.publish(
                    new Workload.Planned(planned.name(), planned.bytes(), OptionalInt.of(0), planned.fate())));
            scene.topics().flush();

            assertThat(red(fleet).contains(Invariant.NEWEST_WINS)).isEqualTo(sabotaged);
            assertSabotaged(sabotaged, Kind.GUARD_OFF, fleet);
        }
    }

    /** Until something is under way; a relay that settles too early is given the time to commit that. */
    private void awaitWork(boolean sabotaged, BooleanSupplier underWay) {
        scene.topics().flush();
        await().atMost(SOON).until(underWay::getAsBoolean);
        if (sabotaged) {
            await().atMost(SOON).until(() -> scene.kafka().lag(Scene.GROUP, scene.events()) == 0);
        }
    }

    private void killAndWriteDown(Fleet fleet) {
        fleet.kill(0);
        notebook.disrupted();
        notebook.snapshot("kill");
    }
}
