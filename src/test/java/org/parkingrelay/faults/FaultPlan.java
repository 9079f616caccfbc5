package org.parkingrelay.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.LedgerEntry;

/** What breaks when and for how long, drawn from a seed: one thing after another, some at the same time. */
final class FaultPlan {

    private static final int FIRST_MS = 4_000;
    private static final int ROLLING_UPDATE_MS = 8_000;
    /** A pause of the machine that outlasts the session, so that Kafka gives the partitions to others. */
    private static final int SESSION_MS = 10_000;

    /** What can break. */
    enum Kind {
        STORM,
        KILL_RELAY,
        END_RELAY,
        /** As a roll-out does it: a new one first, and when that is ready the old one ends in order. */
        REPLACE_RELAY,
        STOP_RELAY,
        KILL_BROKER,
        KILL_REDIS,
        PAUSE_REDIS
    }

    /** Whom a storm hits. */
    enum Hits {
        CALLS,
        /** Cars of one merchant that fail whenever they are tried: so events go to the retry topic one by one. */
        CARS,
        /** One merchant, whose lane then pauses: so its events go to the retry topic together. */
        MERCHANT
    }

    /**
     * How the stand-in fails.
     *
     * @param percent of those that may be hit
     */
    record Storm(Fault fault, Hits hits, int percent) {

        /** Which calls fail; for one thread at a time. */
        Predicate<LedgerEntry.Fields> which(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            return switch (hits) {
                case CALLS -> fields -> random.nextInt(100) < percent;
                case CARS ->
                    fields -> STRUCK.has(fields.key())
                            && new SplittableRandom(seed + fields.key().hashCode()).nextInt(100) < percent;
                case MERCHANT -> fields -> STRUCK.has(fields.key()) && random.nextInt(100) < percent;
            };
        }

        @Override
        public String toString() {
            return percent + " % of " + hits + ": " + fault;
        }
    }

    /**
     * One thing that breaks.
     *
     * @param relay which, where it is a relay
     * @param storm where it is one
     */
    record Step(Duration at, Duration lasts, Kind kind, int relay, Storm storm) {

        /** No two things break one target at a time. */
        String target() {
            return switch (kind) {
                case STORM -> "wechatpay";
                case KILL_RELAY, END_RELAY, REPLACE_RELAY, STOP_RELAY -> "relay " + relay;
                case KILL_BROKER -> "broker";
                case KILL_REDIS, PAUSE_REDIS -> "redis";
            };
        }

        @Override
        public String toString() {
            String what =
                    kind == Kind.STORM ? "STORM " + storm : kind + (target().startsWith("relay") ? " " + relay : "");
            return "%5.1f s for %4.1f s: %s".formatted(at.toMillis() / 1e3, lasts.toMillis() / 1e3, what);
        }
    }

    /** The merchant that storms strike which do not strike all. */
    private static final Site STRUCK = Site.SOUTH;

    private static final List<Kind> DECK = List.of(
            Kind.STORM,
            Kind.STORM,
            Kind.STORM,
            Kind.KILL_RELAY,
            Kind.KILL_RELAY,
            Kind.KILL_RELAY,
            Kind.END_RELAY,
            Kind.END_RELAY,
            Kind.REPLACE_RELAY,
            Kind.REPLACE_RELAY,
            Kind.STOP_RELAY,
            Kind.KILL_BROKER,
            Kind.KILL_REDIS,
            Kind.PAUSE_REDIS);

    private static final Fault DOWN = new Fault.Status(500, "SYSTEM_ERROR", "系统错误");

    private static final List<Fault> STORMS = List.of(
            DOWN,
            new Fault.Status(429, "FREQUENCY_LIMITED", "频率超限"),
            new Fault.Hang(),
            new Fault.ResetAfterTaking(),
            new Fault.BadSignature());

    private final SplittableRandom random;
    private final int relays;
    private final boolean hasRedis;
    private final Map<String, Duration> brokenUntil = new HashMap<>();

    private FaultPlan(long seed, int relays, boolean hasRedis) {
        this.random = new SplittableRandom(seed);
        this.relays = relays;
        this.hasRedis = hasRedis;
    }

    /** All that begins to break within the time, in order; every kind comes before any comes more often than its share. */
    static List<Step> draw(long seed, Duration time, int relays, boolean hasRedis) {
        return new FaultPlan(seed, relays, hasRedis).steps(time);
    }

    /**
     * A rolling update in a storm now and then, each time until some events have gone to the retry topic. The fleet replaces one
     * relay at a time, however close to each other the steps are.
     *
     * @param rounds how often each relay is replaced
     */
    static List<Step> rollingUpdate(Duration time, int relays, int rounds) {
        List<Step> steps = new ArrayList<>();
        boolean hitsMerchant = true;
        for (Duration at = Duration.ofMillis(FIRST_MS); at.compareTo(time) < 0; at = at.plusSeconds(12)) {
            Storm storm = hitsMerchant ? new Storm(DOWN, Hits.MERCHANT, 100) : new Storm(DOWN, Hits.CARS, 4);
            steps.add(new Step(at, Duration.ofSeconds(7), Kind.STORM, 0, storm));
            hitsMerchant = !hitsMerchant;
        }
        for (int replaced = 0; replaced < rounds * relays; replaced++) {
            Duration at = Duration.ofMillis(ROLLING_UPDATE_MS + replaced * 100L);
            steps.add(
                    new Step(at, Duration.ZERO, Kind.REPLACE_RELAY, replaced % relays, new Storm(DOWN, Hits.CALLS, 0)));
        }
        return steps;
    }

    private List<Step> steps(Duration time) {
        List<Step> steps = new ArrayList<>();
        List<Kind> deck = new ArrayList<>();
        for (int at = FIRST_MS; at < time.toMillis(); at += 2_000 + random.nextInt(4_000)) {
            if (deck.isEmpty()) {
                deck = shuffled();
            }
            boolean isLate = at + SESSION_MS > time.toMillis();
            for (Kind kind : List.copyOf(deck)) {
                Step step = step(Duration.ofMillis(at), kind);
                if (isFree(step) && !(isLate && kind == Kind.STOP_RELAY)) {
                    steps.add(step);
                    deck.remove(kind);
                    // A relay needs a while to come back before it is worth breaking again.
                    Duration rest = Duration.ofSeconds(
                            kind == Kind.REPLACE_RELAY ? 12 : step.target().startsWith("relay") ? 6 : 1);
                    brokenUntil.put(step.target(), step.at().plus(step.lasts()).plus(rest));
                    break;
                }
            }
        }
        return steps;
    }

    private boolean isFree(Step step) {
        return brokenUntil.getOrDefault(step.target(), Duration.ZERO).compareTo(step.at()) < 0;
    }

    private List<Kind> shuffled() {
        List<Kind> left = new ArrayList<>(DECK);
        if (!hasRedis) {
            // A file has one relay at a time, so there is no new one before the old one ends.
            left.removeAll(List.of(Kind.KILL_REDIS, Kind.PAUSE_REDIS, Kind.REPLACE_RELAY));
        }
        List<Kind> deck = new ArrayList<>();
        while (!left.isEmpty()) {
            deck.add(left.remove(random.nextInt(left.size())));
        }
        return deck;
    }

    private Step step(Duration at, Kind kind) {
        int lastsMs = switch (kind) {
            case STORM -> 3_000 + random.nextInt(5_000);
            case STOP_RELAY -> SESSION_MS + 2_000 + random.nextInt(2_000);
            case KILL_RELAY, KILL_BROKER, KILL_REDIS -> 500 + random.nextInt(4_000);
            case END_RELAY -> random.nextInt(2_000);
            case REPLACE_RELAY -> 0;
            case PAUSE_REDIS -> 3_000;
        };
        return new Step(
                at,
                Duration.ofMillis(lastsMs),
                kind,
                random.nextInt(relays),
                new Storm(
                        STORMS.get(random.nextInt(STORMS.size())),
                        Hits.values()[random.nextInt(Hits.values().length)],
                        30 + random.nextInt(71)));
    }
}
