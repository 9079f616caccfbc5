package org.parkingrelay.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.RedisProcess;

/**
 * One run: publishes a workload while things break by plan, heals all, waits until everything is settled, and has the
 * evidence judged.
 */
final class FaultHarness {

    private static final Duration TENDING = Duration.ofSeconds(1);
    private static final int THREADS = 8;
    /** Where mending took longer than planned: what was only just launched is left time to do something. */
    private static final Duration REST = Duration.ofSeconds(6);
    /** What is no excuse for a report that is made twice. */
    private static final Set<FaultPlan.Kind> GENTLE =
            Set.of(FaultPlan.Kind.STORM, FaultPlan.Kind.END_RELAY, FaultPlan.Kind.REPLACE_RELAY);

    private final Setup setup;
    private final Scene scene;
    private final Workload workload;
    private final List<FaultPlan.Step> plan;
    private final Fleet fleet;
    private final Notebook notebook;
    private final ScheduledExecutorService agenda = Executors.newScheduledThreadPool(THREADS);
    private final List<CompletableFuture<Void>> all = new ArrayList<>();
    /** By target, the last that breaks it. */
    private final Map<String, CompletableFuture<Void>> broken = new HashMap<>();

    /**
     * What a run is made of.
     *
     * @param seed draws the workload and the plan
     * @param time in which records are published and things break
     * @param cars that drive; each is about three records
     */
    record Setup(long seed, Duration time, int cars, int relays, Invariants.Limits limits) {}

    /**
     * What came of a run.
     *
     * @param unclean relays that did not end in order
     * @param ended relays that ended by themselves
     * @param replaced relays that were replaced, in order
     * @param summary to print
     */
    record Result(
            List<Verdict> verdicts,
            List<String> unclean,
            List<String> ended,
            List<Fleet.Replaced> replaced,
            Evidence evidence,
            String summary) {

        List<Invariant> red() {
            return verdicts.stream()
                    .filter(verdict -> !verdict.holds())
                    .map(Verdict::invariant)
                    .toList();
        }
    }

    /** A run in a scene that was set with this workload's bindings. */
    FaultHarness(Setup setup, Scene scene, Workload workload, List<FaultPlan.Step> plan) {
        this.setup = setup;
        this.scene = scene;
        this.workload = workload;
        this.plan = List.copyOf(plan);
        this.fleet = scene.fleet(setup.relays(), List.of());
        this.notebook = new Notebook(scene);
    }

    /** Runs once; takes the relays down in the end. */
    Result run() {
        try (fleet) {
            fleet.start();
            CompletableFuture<Void> published = notebook.publish(workload, setup.time(), agenda);
            var tending = agenda.scheduleWithFixedDelay(
                    fleet::tend, TENDING.toMillis(), TENDING.toMillis(), TimeUnit.MILLISECONDS);
            plan.forEach(this::schedule);
            published.join();
            all.forEach(CompletableFuture::join);
            tending.cancel(false);
            fleet.tend();
            Instant healedAt = Instant.now();
            Optional<Duration> recovery =
                    settledWithin(setup.limits().recovery().multipliedBy(2), healedAt);
            Evidence evidence = notebook.evidence(fleet.stops(), recovery);
            List<Verdict> verdicts = Invariants.judge(evidence, setup.limits());
            return new Result(
                    verdicts,
                    List.copyOf(fleet.unclean()),
                    List.copyOf(fleet.ended()),
                    List.copyOf(fleet.replaced()),
                    evidence,
                    summary(evidence, verdicts));
        } finally {
            agenda.shutdownNow();
        }
    }

    /** Breaks a thing when it is time, and not before it was mended from the time before. */
    private void schedule(FaultPlan.Step step) {
        CompletableFuture<Void> healed = new CompletableFuture<>();
        CompletableFuture<Void> before = broken.put(step.target(), healed);
        agenda.schedule(
                () -> {
                    if (before == null || before.isDone()) {
                        breakAndHeal(step, healed);
                    } else {
                        before.whenComplete((mended, failure) -> agenda.schedule(
                                () -> breakAndHeal(step, healed), REST.toMillis(), TimeUnit.MILLISECONDS));
                    }
                },
                step.at().toMillis(),
                TimeUnit.MILLISECONDS);
        all.add(healed);
    }

    private void breakAndHeal(FaultPlan.Step step, CompletableFuture<Void> healed) {
        orFail(healed, () -> {
            Runnable heal = breakIt(step);
            agenda.schedule(
                    () -> orFail(healed, () -> {
                        heal.run();
                        healed.complete(null);
                    }),
                    step.lasts().toMillis(),
                    TimeUnit.MILLISECONDS);
        });
    }

    private static void orFail(CompletableFuture<Void> healed, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            healed.completeExceptionally(e);
        }
    }

    /** Breaks one thing; returns what mends it. */
    private Runnable breakIt(FaultPlan.Step step) {
        if (!GENTLE.contains(step.kind())) {
            notebook.disrupted();
        }
        int relay = step.relay();
        switch (step.kind()) {
            case STORM -> {
                FaultPlan.Storm storm = step.storm();
                scene.wechatpay()
                        .faults()
                        .whenever(storm.which(setup.seed() + step.at().toMillis()), storm.fault());
                return scene.wechatpay().faults()::clear;
            }
            case KILL_RELAY -> {
                fleet.kill(relay);
                notebook.snapshot(step.toString());
                return () -> fleet.launch(relay);
            }
            case END_RELAY -> {
                fleet.end(relay);
                notebook.snapshot(step.toString());
                return () -> fleet.launch(relay);
            }
            case REPLACE_RELAY -> {
                fleet.replace(relay);
                notebook.snapshot(step.toString());
                return () -> {};
            }
            case STOP_RELAY -> {
                Instant now = Instant.now();
                fleet.stop(relay);
                return () -> fleet.goOn(relay, now);
            }
            case KILL_BROKER -> {
                scene.broker().kill();
                return scene.broker()::restart;
            }
            case KILL_REDIS -> {
                RedisProcess redis = scene.redis().orElseThrow();
                redis.kill();
                return redis::restart;
            }
            case PAUSE_REDIS -> {
                RedisProcess redis = scene.redis().orElseThrow();
                redis.pause();
                return redis::resume;
            }
        }
        throw new IllegalStateException("no such kind");
    }

    private Optional<Duration> settledWithin(Duration patience, Instant healedAt) {
        try {
            Awaitility.await("everything settled")
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(250))
                    .until(scene::isSettled);
            return Optional.of(Duration.between(healedAt, Instant.now()));
        } catch (ConditionTimeoutException e) {
            return Optional.empty();
        }
    }

    /** How often the stand-in answered what. */
    private Map<String, Long> answers() {
        return scene.wechatpay().ledger().entries().stream()
                .collect(Collectors.groupingBy(LedgerEntry::answer, TreeMap::new, Collectors.counting()));
    }

    private String summary(Evidence evidence, List<Verdict> verdicts) {
        String steps = plan.stream().map(step -> "\n  " + step).collect(Collectors.joining());
        String ended = fleet.ended().stream().map(line -> "\n  " + line).collect(Collectors.joining());
        String unclean = fleet.unclean().stream().map(line -> "\n  " + line).collect(Collectors.joining());
        String replaced = fleet.replaced().stream().map(line -> "\n  " + line).collect(Collectors.joining());
        String judged = verdicts.stream().map(verdict -> "\n  " + verdict).collect(Collectors.joining());
        return """
                ==== fault harness: seed %d, %d s, %d relays, %s
                %d records published, %d reports accepted in %d calls, %d copies in the retry topic, %d dead letters
                answers: %s
                what broke:%s
                relays that ended by themselves: %d%s
                relays that did not end in order: %d%s
                relays that were replaced: %d%s
                left to do: %s
                verdicts:%s
                ====""".formatted(
                        setup.seed(),
                        setup.time().toSeconds(),
                        setup.relays(),
                        scene.redis().isPresent() ? "Redis" : "a store for each",
                        evidence.published().size(),
                        evidence.accepted().size(),
                        evidence.calls().size(),
                        evidence.retries().size(),
                        evidence.deadLetters().size(),
                        answers(),
                        steps,
                        fleet.ended().size(),
                        ended,
                        fleet.unclean().size(),
                        unclean,
                        fleet.replaced().size(),
                        replaced,
                        scene.leftToDo(),
                        judged);
    }
}
