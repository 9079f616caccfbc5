package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.circle.CirclesConfig;
import org.parkingrelay.circle.Lanes;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Waits;
import org.parkingrelay.state.EmbeddedStates;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.Trace;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.Settings;
import org.parkingrelay.testing.StoreWatches;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;
import org.parkingrelay.wechatpay.ParkingReport;

/** A delivery of two malls, with a WeChat Pay that answers what it is told to, and time that a test moves. */
public final class DeliveryKit {

    /** 10:43:39 in Beijing, as in the API's own example. */
    static final String NOW = "2022-06-01T02:43:39Z";

    static final String PLATE = "粤B888888";
    static final Duration BUDGET = Duration.ofMinutes(2);

    final MutableClock clock = new MutableClock(NOW);
    final ManualTimer timer = new ManualTimer(clock);
    final Claim claim = new Claim();
    final List<ParkingReport> sent = new ArrayList<>();
    /** The next answers of WeChat Pay; it accepts when there is none. */
    final Deque<Outcome.Kind> answers = new ArrayDeque<>();
    /** Answered by a test itself instead, where set. */
    Deque<CompletableFuture<Outcome>> calls = new ArrayDeque<>();

    boolean answersItself = true;
    boolean storeAnswers = true;
    private boolean knowsStrangers;
    private final Map<Plate, List<Openid>> members = new HashMap<>();
    private final Delivery delivery;

    public DeliveryKit() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 1.0);
        Waits waits = new Waits(timer);
        Meters meters = new Meters(new SimpleMeterRegistry());
        ReportedStates states = new ReportedStates(
                new EmbeddedStates(EmbeddedStore.inMemory(StoreWatches.any()), clock),
                Optional.empty(),
                new ReportedStates.Limits(Duration.ofSeconds(20), Duration.ofSeconds(60)),
                "test");
        Reporting reporting = new Reporting(
                new Lanes(Map.of("main", 1_000.0, "other", 1_000.0), 100, clock, timer, meters),
                states,
                new Lookup(),
                (credential, report, notAfter) -> answer(report),
                backoff,
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), () -> 1.0),
                waits,
                BUDGET,
                Duration.ofSeconds(7),
                clock,
                meters);
        this.delivery = new Delivery(Settings.delivery(), circles(), reporting);
    }

    public Delivery delivery() {
        return delivery;
    }

    private CompletableFuture<Outcome> answer(ParkingReport report) {
        sent.add(report);
        CompletableFuture<Outcome> call = new CompletableFuture<>();
        calls.add(call);
        if (answersItself) {
            call.complete(outcome(answers.isEmpty() ? Outcome.Kind.ACCEPTED : answers.poll()));
        }
        return call;
    }

    static Outcome outcome(Outcome.Kind kind) {
        int status = kind == Outcome.Kind.IN_DOUBT ? 0 : 200;
        return new Outcome(kind, new CallFacts("host", status, "CODE", "request", "note"));
    }

    private final class Lookup implements MemberLookup {

        @Override
        public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
            return CompletableFuture.completedStage(find(plates));
        }

        @Override
        public boolean knowsNobody(String appId, List<Plate> plates) {
            return knowsStrangers && plates.stream().noneMatch(members::containsKey);
        }
    }

    /** From now on the look-up knows a stranger without being asked for the members. */
    public DeliveryKit knowingStrangers() {
        knowsStrangers = true;
        return this;
    }

    private LookupResult find(List<Plate> plates) {
        if (!storeAnswers) {
            return new LookupResult.Unavailable("StoreDown");
        }
        return plates.stream()
                .filter(members::containsKey)
                .findFirst()
                .<LookupResult>map(plate -> new LookupResult.Found(plate, members.get(plate)))
                .orElseGet(LookupResult.Absent::new);
    }

    private static Circles circles() {
        ConfigProblems problems = new ConfigProblems();
        Circles circles = Circles.from(
                () -> Map.of("mall", mall("1000", "main"), "elsewhere", mall("2000", "other")),
                () -> Map.of("LOT-1", "mall", "LOT-2", "mall", "LOT-E", "elsewhere"),
                problems);
        assertThat(problems.lines()).isEmpty();
        return circles;
    }

    private static CirclesConfig.CircleConfig mall(String brandId, String credential) {
        return new CirclesConfig.CircleConfig() {
            @Override
            public Optional<String> appId() {
                return Optional.of("wx931386123456789e");
            }

            @Override
            public Optional<String> brandId() {
                return Optional.of(brandId);
            }

            @Override
            public Optional<String> subMchid() {
                return Optional.empty();
            }

            @Override
            public Optional<String> credential() {
                return Optional.of(credential);
            }
        };
    }

    void bind(String plate, String... openids) {
        members.put(
                ((PlateReading.Legible) PlateNormaliser.read(plate)).plate(),
                List.of(openids).stream().map(Openid::new).toList());
    }

    /** The plate's members withdraw. */
    void unbind(String plate) {
        members.remove(((PlateReading.Legible) PlateNormaliser.read(plate)).plate());
    }

    /** A passage of {@link #PLATE} through LOT-1. */
    static PassageEvent passage(String eventId, Direction direction, Instant occurredAt) {
        return event(eventId, "LOT-1", PLATE, direction, occurredAt, EventKind.PASSAGE, "");
    }

    static PassageEvent event(
            String eventId,
            String lotId,
            String plate,
            Direction direction,
            Instant occurredAt,
            EventKind kind,
            String supersedes) {
        return new PassageEvent(
                eventId,
                lotId,
                direction,
                PlateNormaliser.read(plate),
                occurredAt,
                kind,
                Optional.of(supersedes).filter(id -> !id.isEmpty()),
                Boundary.OUTER,
                Optional.empty(),
                false);
    }

    CompletableFuture<Disposition> begin(PassageEvent event) {
        return begin(event, Past.NONE);
    }

    CompletableFuture<Disposition> begin(PassageEvent event, Past past) {
        return beginAndTell(event, past).thenApply(DeliveryKit::withoutCalls);
    }

    /** With what is known of the calls. */
    CompletableFuture<Disposition> beginAndTell(PassageEvent event, Past past) {
        return delivery.deliver(event, past, claim, Trace.NONE).toCompletableFuture();
    }

    private static Disposition withoutCalls(Disposition disposition) {
        return disposition instanceof Disposition.Forwarded forwarded
                ? new Disposition.Forwarded(forwarded.dryRun())
                : disposition;
    }

    /** As another relay, or another life of this one, would: under a claim of its own. */
    CompletableFuture<Disposition> redeliver(PassageEvent event) {
        return delivery.deliver(event, Past.NONE, new Claim(), Trace.NONE)
                .thenApply(DeliveryKit::withoutCalls)
                .toCompletableFuture();
    }

    Disposition deliver(PassageEvent event) {
        CompletableFuture<Disposition> done = begin(event);
        assertThat(done).isCompleted();
        return done.join();
    }

    /** What WeChat Pay was told, as {@code openid STATE}. */
    List<String> told() {
        return sent.stream()
                .map(report -> report.openid() + " " + report.state())
                .toList();
    }
}
