package org.parkingrelay.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.parkingrelay.testing.GateEvents;

/**
 * What gates send in the last hours, drawn from a seed: journeys through several car parks of two circles, repeated, out of
 * order, in late bursts, with and without key, and between them what is no event.
 */
final class Workload {

    private static final Duration SPAN = Duration.ofMinutes(150);
    /** More than the relay's window for two events of one passage. */
    private static final int SHORTEST_STAY_SECONDS = 120;

    private static final int FIRST_PLATE = 10_000;
    private static final double[] BURSTS = {0.3, 0.6, 0.9};

    private final SplittableRandom random;
    private final Instant now;
    private final int partitions;
    private final List<Slot> slots = new ArrayList<>();
    private final StringBuilder bindings = new StringBuilder("app_id,plate,openid\n");
    private int number;

    /**
     * A record to publish.
     *
     * @param name for failures
     * @param partition where it is sent to one by the sender, as if by chance
     */
    record Planned(String name, Bytes bytes, OptionalInt partition, Fate fate) {}

    private record Slot(double at, Planned planned) {}

    private record Car(String plate, int members) {

        List<String> keys(Site site) {
            List<String> keys = new ArrayList<>();
            for (int member = 0; member < members; member++) {
                keys.add(site.key(openid(site, member), plate));
            }
            return keys;
        }

        String openid(Site site, int member) {
            return "o" + site + "_" + plate.substring(1) + "_" + member;
        }
    }

    /**
     * Draws a workload.
     *
     * @param now no passage is later than a minute before
     */
    Workload(long seed, Instant now, int cars, int partitions) {
        this.random = new SplittableRandom(seed);
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.partitions = partitions;
        for (int car = 0; car < cars; car++) {
            int dice = random.nextInt(100);
            int members = dice < 30 ? 0 : dice < 88 ? 1 : 2;
            drive(bound(new Car("粤B%05d".formatted(FIRST_PLATE + car), members)));
            if (random.nextInt(20) == 0) {
                nonsense();
            }
        }
        slots.sort(Comparator.comparingDouble(Slot::at));
    }

    private Car bound(Car car) {
        for (Site site : Site.values()) {
            for (int member = 0; member < car.members(); member++) {
                bindings.append(site.appId())
                        .append(',')
                        .append(car.plate())
                        .append(',')
                        .append(car.openid(site, member))
                        .append('\n');
            }
        }
        return car;
    }

    private void drive(Car car) {
        Site home = random.nextInt(4) == 0 ? Site.SOUTH : Site.NORTH;
        Instant at = now.minus(SPAN).plusSeconds(random.nextInt(3_600));
        String state = "IN";
        int passages = 1 + random.nextInt(5);
        for (int passage = 0; passage < passages && at.isBefore(now.minusSeconds(60)); passage++) {
            // Both circles have bound the car; most visits are to one of them.
            Site site = random.nextInt(10) == 0 ? Site.SOUTH : home;
            String lot = site.lots().get(random.nextInt(site.lots().size()));
            Fate fate =
                    car.members() == 0 ? new Fate.Skipped("NOT_A_MEMBER") : Fate.Reported.of(car.keys(site), state, at);
            send(at, lot, event(lot, state, car.plate(), at, ""), fate);
            // Some exits and entries are never seen.
            state = random.nextInt(10) == 0 ? state : state.equals("IN") ? "OUT" : "IN";
            at = at.plusSeconds(SHORTEST_STAY_SECONDS + random.nextInt(2_400));
        }
    }

    private void nonsense() {
        String lot = Site.NORTH.lots().get(0);
        Instant at = now.minusSeconds(60 + random.nextInt((int) SPAN.toSeconds()));
        switch (random.nextInt(7)) {
            case 0 -> send(at, lot, "{ not an event " + number, new Fate.Dead("UNDECODABLE"));
            case 1 -> send(at, lot, event(lot, "AROUND", "粤B00001", at, ""), new Fate.Dead("INVALID"));
            // It leaves: an entry of yesterday would be out of date before anybody asks whose car park it is.
            case 2 -> send(at, "X-9", event("X-9", "OUT", "粤B00001", at, ""), new Fate.Dead("UNKNOWN_LOT"));
            case 3 -> send(at, lot, event(lot, "IN", "无牌车", at, ""), new Fate.Skipped("NO_PLATE"));
            case 4 ->
                send(
                        at,
                        lot,
                        event(lot, "OUT", "粤B10000", at, ",\"boundary\":\"INNER\""),
                        new Fate.Skipped("INNER_GATE"));
            case 5 -> {
                // Of a car that drives, to be told from its passages by its age.
                Instant old = at.minus(Duration.ofHours(13));
                send(at, lot, event(lot, "OUT", "粤B10001", old, ""), new Fate.Skipped("EXPIRED"));
            }
            default -> {
                byte[] noText = {(byte) 0xFF, (byte) 0xFE, (byte) number, (byte) (number >> 8), 0, (byte) 0xC3};
                slots.add(new Slot(
                        random.nextDouble(),
                        new Planned(
                                "bytes " + number++,
                                Bytes.of(lot.getBytes(StandardCharsets.UTF_8), noText),
                                OptionalInt.empty(),
                                new Fate.Dead("UNDECODABLE"))));
            }
        }
    }

    private String event(String lot, String direction, String plate, Instant at, String more) {
        return """
                {"eventId":"e-%d","direction":"%s","plateNumber":"%s","lotId":"%s","occurredAt":"%s"%s}""".formatted(number, direction, plate, lot, GateEvents.beijingText(at), more);
    }

    private void send(Instant at, String lot, String value, Fate fate) {
        String name = "event " + number++;
        boolean keyed = random.nextBoolean();
        Bytes bytes = Bytes.of(keyed ? Optional.of(lot) : Optional.empty(), value);
        double due = dueAt(at);
        slots.add(new Slot(due, new Planned(name, bytes, partition(keyed), fate)));
        // A dead letter is one for each record, so what must become one is sent once.
        if (!(fate instanceof Fate.Dead) && random.nextInt(100) < 8) {
            double again = Math.min(1, due + random.nextDouble() * 0.2);
            slots.add(new Slot(again, new Planned(name + " again", bytes, partition(keyed), fate)));
        }
    }

    private OptionalInt partition(boolean keyed) {
        return keyed && random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(partitions));
    }

    /** When it is sent, from 0 to 1: in order but for a little, some much later, some all at once. */
    private double dueAt(Instant at) {
        int dice = random.nextInt(100);
        double inOrder = 1 - (double) Duration.between(at, now).toSeconds() / SPAN.toSeconds();
        if (dice < 4) {
            return Math.max(inOrder, BURSTS[random.nextInt(BURSTS.length)]);
        }
        double jitter = dice < 10 ? random.nextDouble() * (1 - inOrder) : (random.nextDouble() - 0.5) * 0.06;
        return Math.max(0, Math.min(1, inOrder + jitter));
    }

    /** All records in the order in which they are published. */
    List<Planned> records() {
        return slots.stream().map(Slot::planned).toList();
    }

    /** How many of them are due when this share of the time, from 0 to 1, is over. */
    int dueBy(double share) {
        int due = 0;
        while (due < slots.size() && slots.get(due).at() <= share) {
            due++;
        }
        return due;
    }

    /** The file of {@code relay.lookup.import}. */
    String bindings() {
        return bindings.toString();
    }
}
