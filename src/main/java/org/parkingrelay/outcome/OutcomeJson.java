package org.parkingrelay.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.wechatpay.CallFacts;

/**
 * What became of an event as a record's value. Written by hand, because it is written for each car that passes; what says nothing is
 * left away. Not thread-safe.
 */
final class OutcomeJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean isDryRun;
    private final StringBuilder text = new StringBuilder(512);

    OutcomeJson(boolean isDryRun) {
        this.isDryRun = isDryRun;
    }

    /**
     * Writes what became of an event.
     *
     * @param atMillis when
     * @param circle of its car park, or empty
     */
    byte[] write(
            long atMillis,
            Origin origin,
            int place,
            @Nullable PassageEvent event,
            String circle,
            Disposition disposition) {
        text.setLength(0);
        text.append("{\"at\":").append(atMillis);
        if (event != null) {
            number("occurredAt", event.occurredAt().toEpochMilli());
            string("lot", event.lotId());
            string("lane", event.laneId().orElse(""));
            string("direction", event.direction().name());
            string("kind", event.kind() == EventKind.PASSAGE ? "" : event.kind().name());
        }
        string("circle", circle);
        string("disposition", disposition.tag());
        facts(disposition);
        if (isDryRun) {
            text.append(",\"dryRun\":true");
        }
        string("topic", origin.topic());
        text.append(",\"partition\":").append(origin.partition());
        text.append(",\"offset\":").append(origin.offset());
        number("place", place);
        number("redrives", origin.redrives());
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void facts(Disposition disposition) {
        if (disposition instanceof Disposition.Skipped skipped) {
            string("reason", skipped.reason().name());
        } else if (disposition instanceof Disposition.Forwarded forwarded) {
            number("attempts", forwarded.attempts());
            number("members", forwarded.requestIds().size());
            requestIds(forwarded.requestIds());
        } else if (disposition instanceof Disposition.Deferred deferred) {
            string("reason", deferred.reason().name());
            number("attempts", deferred.attempts());
        } else if (disposition instanceof Disposition.DeadLettered dead) {
            string("reason", dead.reason().name());
            number("attempts", dead.attempts());
            dead.call().ifPresent(this::call);
            string("note", dead.explanation());
        }
    }

    private void call(CallFacts call) {
        string("code", call.code());
        number("status", call.status());
        requestIds(List.of(call.requestId()));
    }

    private void requestIds(List<String> ids) {
        boolean isFirst = true;
        for (String id : ids) {
            if (!id.isEmpty()) {
                text.append(isFirst ? ",\"requestIds\":[" : ",");
                quoted(id);
                isFirst = false;
            }
        }
        if (!isFirst) {
            text.append(']');
        }
    }

    private void number(String name, long value) {
        if (value != 0) {
            text.append(",\"").append(name).append("\":").append(value);
        }
    }

    private void string(String name, String value) {
        if (!value.isEmpty()) {
            text.append(",\"").append(name).append("\":");
            quoted(value);
        }
    }

    private void quoted(String value) {
        text.append('"');
        if (isPlain(value)) {
            text.append(value);
        } else {
            escaped(value);
        }
        text.append('"');
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                return false;
            }
        }
        return true;
    }

    private void escaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
    }

    /** Reads a record; empty where it is something else. */
    static Optional<EventOutcome> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(record.value());
            return json.has("at") && json.has("disposition") && json.has("topic")
                    ? Optional.of(outcome(json))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static EventOutcome outcome(JsonNode json) {
        List<String> requestIds = new ArrayList<>();
        json.path("requestIds").forEach(id -> requestIds.add(id.asText()));
        return new EventOutcome(
                Instant.ofEpochMilli(json.get("at").asLong()),
                json.has("lot") ? Optional.of(passed(json)) : Optional.empty(),
                text(json, "disposition"),
                text(json, "reason"),
                text(json, "circle"),
                json.path("attempts").asInt(),
                json.path("dryRun").asBoolean(),
                new SourceRecord(
                        text(json, "topic"),
                        json.path("partition").asInt(),
                        json.path("offset").asLong(),
                        json.path("place").asInt()),
                json.path("members").asInt(),
                requestIds,
                text(json, "code"),
                json.path("status").asInt(),
                text(json, "note"),
                json.path("redrives").asInt());
    }

    private static Passed passed(JsonNode json) {
        String kind = text(json, "kind");
        return new Passed(
                Instant.ofEpochMilli(json.path("occurredAt").asLong()),
                text(json, "lot"),
                text(json, "lane"),
                Direction.valueOf(text(json, "direction")),
                kind.isEmpty() ? EventKind.PASSAGE : EventKind.valueOf(kind));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText("");
    }
}
