package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.wechatpay.CallFacts;

/**
 * Writes what became of an event as a line of JSON, which {@link OutcomeJson} reads. By hand, because it is written for each car that
 * passes; what says nothing is left away. Not thread-safe.
 */
final class OutcomeLine {

    /** How the line of a car begins, before its keyed hash. */
    static final byte[] CAR = bytes("{\"car\":\"");

    /** What stands before the offset of the event's record. */
    static final byte[] OFFSET = bytes(",\"offset\":");

    private static final byte[] CAR_END = bytes("\",\"at\":");
    private static final byte[] NO_CAR = bytes("{\"at\":");
    private static final byte[] OCCURRED_AT = bytes(",\"occurredAt\":");
    private static final byte[] LOT = bytes(",\"lot\":\"");
    private static final byte[] LANE = bytes(",\"lane\":\"");
    private static final byte[] KIND = bytes(",\"kind\":\"");
    private static final byte[] CIRCLE = bytes(",\"circle\":\"");
    private static final byte[] DISPOSITION = bytes(",\"disposition\":\"");
    private static final byte[] REASON = bytes(",\"reason\":\"");
    private static final byte[] ATTEMPTS = bytes(",\"attempts\":");
    private static final byte[] MEMBERS = bytes(",\"members\":");
    private static final byte[] CODE = bytes(",\"code\":\"");
    private static final byte[] STATUS = bytes(",\"status\":");
    private static final byte[] REQUEST_IDS = bytes(",\"requestIds\":[\"");
    private static final byte[] NEXT_REQUEST_ID = bytes("\",\"");
    private static final byte[] REQUEST_IDS_END = bytes("\"]");
    private static final byte[] NOTE = bytes(",\"note\":\"");
    private static final byte[] DRY_RUN = bytes(",\"dryRun\":true");
    private static final byte[] TOPIC = bytes(",\"topic\":\"");
    private static final byte[] PARTITION = bytes(",\"partition\":");
    private static final byte[] PLACE = bytes(",\"place\":");
    private static final byte[] REDRIVES = bytes(",\"redrives\":");
    private static final byte[] QUOTE = bytes("\"");
    private static final byte[] END = bytes("}");

    /** What most lines have, in one piece. */
    private static final Map<Direction, byte[]> DIRECTIONS = new EnumMap<>(Direction.class);

    private static final Map<SkipReason, byte[]> SKIPPED = new EnumMap<>(SkipReason.class);

    static {
        for (Direction direction : Direction.values()) {
            DIRECTIONS.put(direction, bytes(",\"direction\":\"" + direction + "\""));
        }
        for (SkipReason reason : SkipReason.values()) {
            String tag = new Disposition.Skipped(reason).tag();
            SKIPPED.put(reason, bytes(",\"disposition\":\"" + tag + "\",\"reason\":\"" + reason.name() + "\""));
        }
    }

    private final boolean isDryRun;
    private String topic = "";
    private byte[] topicPiece = {};

    OutcomeLine(boolean isDryRun) {
        this.isDryRun = isDryRun;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes a line.
     *
     * @param car the keyed hash of its plate; null where there is none
     */
    void write(Page page, byte @Nullable [] car, Ended ended) {
        PassageEvent event = ended.event();
        Origin origin = ended.origin();
        Disposition disposition = ended.disposition();
        if (car == null) {
            page.piece(NO_CAR);
        } else {
            page.piece(CAR);
            page.piece(car);
            page.piece(CAR_END);
        }
        page.number(ended.atMillis());
        if (event != null) {
            number(page, OCCURRED_AT, event.occurredAt().toEpochMilli());
            string(page, LOT, event.lotId());
            string(page, LANE, event.laneId().orElse(""));
            page.piece(Objects.requireNonNull(DIRECTIONS.get(event.direction())));
            string(
                    page,
                    KIND,
                    event.kind() == EventKind.PASSAGE ? "" : event.kind().name());
        }
        string(page, CIRCLE, ended.circle());
        if (disposition instanceof Disposition.Skipped skipped) {
            page.piece(Objects.requireNonNull(SKIPPED.get(skipped.reason())));
        } else {
            string(page, DISPOSITION, disposition.tag());
            facts(page, disposition);
        }
        if (isDryRun) {
            page.piece(DRY_RUN);
        }
        page.piece(pieceOf(origin.topic()));
        page.number(origin.partition());
        page.piece(OFFSET);
        page.number(origin.offset());
        number(page, PLACE, ended.place());
        number(page, REDRIVES, origin.redrives());
        page.piece(END);
        page.lineEnds();
    }

    /** The same as of the line before, most often. */
    private byte[] pieceOf(String name) {
        if (!name.equals(topic)) {
            Page piece = new Page();
            string(piece, TOPIC, name);
            piece.piece(PARTITION);
            topic = name;
            topicPiece = piece.takeAll();
        }
        return topicPiece;
    }

    private static void facts(Page page, Disposition disposition) {
        if (disposition instanceof Disposition.Forwarded forwarded) {
            number(page, ATTEMPTS, forwarded.attempts());
            number(page, MEMBERS, forwarded.requestIds().size());
            requestIds(page, forwarded.requestIds());
        } else if (disposition instanceof Disposition.Deferred deferred) {
            string(page, REASON, deferred.reason().name());
            number(page, ATTEMPTS, deferred.attempts());
        } else if (disposition instanceof Disposition.DeadLettered dead) {
            string(page, REASON, dead.reason().name());
            number(page, ATTEMPTS, dead.attempts());
            dead.call().ifPresent(call -> call(page, call));
            string(page, NOTE, dead.explanation());
        }
    }

    private static void call(Page page, CallFacts call) {
        string(page, CODE, call.code());
        number(page, STATUS, call.status());
        requestIds(page, List.of(call.requestId()));
    }

    private static void requestIds(Page page, List<String> ids) {
        boolean isFirst = true;
        for (String id : ids) {
            if (!id.isEmpty()) {
                page.piece(isFirst ? REQUEST_IDS : NEXT_REQUEST_ID);
                page.text(id);
                isFirst = false;
            }
        }
        if (!isFirst) {
            page.piece(REQUEST_IDS_END);
        }
    }

    private static void number(Page page, byte[] name, long value) {
        if (value != 0) {
            page.piece(name);
            page.number(value);
        }
    }

    private static void string(Page page, byte[] name, String value) {
        if (!value.isEmpty()) {
            page.piece(name);
            page.text(value);
            page.piece(QUOTE);
        }
    }
}
