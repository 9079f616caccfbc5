package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.Unfinished;

/** Events, their records and what became of them, as this room's tests need them. */
final class Outcomes {

    static final String SOURCE = "parking.gate-events.v1";
    static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Outcomes() {}

    static Origin origin(long offset) {
        return new Origin(SOURCE, 2, offset, 0, Instant.EPOCH, Past.NONE, Unfinished.ALL, 0);
    }

    static PassageEvent event(String plate, Instant occurredAt) {
        return new PassageEvent(
                "vendors-own-id",
                "LOT-1",
                Direction.IN,
                reading(plate),
                occurredAt,
                EventKind.PASSAGE,
                Optional.empty(),
                Boundary.OUTER,
                Optional.of("G1"),
                false);
    }

    /** Of one plate, or of two with a plus between them. */
    private static PlateReading reading(String plate) {
        List<String> all = List.of(plate.split("\\+", -1));
        return PlateNormaliser.read(all.get(0), all.subList(1, all.size()));
    }

    static List<Plate> plates(String plate) {
        return ((PlateReading.Legible) reading(plate)).all();
    }

    static EventOutcome outcome(String at, String disposition, String reason, long offset) {
        return new EventOutcome(
                Instant.parse(at),
                Optional.of(new Passed(
                        Instant.parse("2026-03-01T02:00:00Z"), "LOT-1", "G1", Direction.IN, EventKind.PASSAGE)),
                disposition,
                reason,
                "mall",
                0,
                false,
                new SourceRecord(SOURCE, 2, offset, 0),
                0,
                List.of(),
                "",
                0,
                "",
                0);
    }

    static Disposition forwarded(String... requestIds) {
        return new Disposition.Forwarded(false, requestIds.length, List.of(requestIds));
    }

    /** The outcomes on a page. */
    static List<EventOutcome> read(byte[] page) {
        List<EventOutcome> read = new ArrayList<>();
        PageLines.pick(page, (bytes, from, to) -> {
            read.add(OutcomeJson.read(bytes, from, to).orElseThrow());
            return false;
        });
        return read;
    }

    /** The line of an event, for a car with this hash where there is one, as a page of its own. */
    static byte[] line(
            String hash, long atMillis, Origin origin, PassageEvent event, String circle, Disposition disposition) {
        Page page = new Page();
        byte[] car = hash.isEmpty() ? null : hash.getBytes(StandardCharsets.US_ASCII);
        new OutcomeLine(false).write(page, car, new Ended(atMillis, origin, 0, event, circle, disposition));
        return page.takeAll();
    }
}
