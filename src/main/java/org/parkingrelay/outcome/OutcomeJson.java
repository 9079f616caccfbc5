package org.parkingrelay.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;

/** Reads what {@link OutcomeLine} writes. */
final class OutcomeJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OutcomeJson() {}

    /** Reads a line; empty where it is something else. */
    static Optional<EventOutcome> read(byte[] bytes, int from, int to) {
        try {
            JsonNode json = JSON.readTree(bytes, from, to - from);
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
