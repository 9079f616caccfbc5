package org.parkingrelay.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.contract.StrictJson;
import org.parkingrelay.contract.StrictJson.NotJsonException;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.redrive.JournalEntry.Change;
import org.parkingrelay.redrive.JournalEntry.Changed;
import org.parkingrelay.redrive.JournalEntry.Marked;
import org.parkingrelay.redrive.JournalEntry.Progress;
import org.parkingrelay.redrive.JournalEntry.Started;

/** Entries of the journal as JSON, one version: {@code {"v":1,"kind":"started",…}}. */
final class JournalText {

    private static final int VERSION = 1;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JournalText() {}

    static byte[] write(JournalEntry entry) {
        ObjectNode json = JSON.objectNode();
        json.put("v", VERSION);
        json.put("kind", kindOf(entry));
        json.put("at", entry.at().toString());
        if (entry instanceof Started started) {
            json.put("job", started.job()).put("who", started.who());
            json.set("order", OrderText.write(started.order()));
            json.set("starts", offsets(started.starts()));
            json.set("ends", offsets(started.ends()));
        } else if (entry instanceof Progress progress) {
            json.put("job", progress.job()).put("of", progress.kind().tag());
            json.set("positions", offsets(progress.positions()));
            ArrayNode results = json.putArray("results");
            progress.results().forEach(result -> write(result, results.addArray()));
            json.set("counts", write(progress.counts()));
        } else if (entry instanceof Changed changed) {
            json.put("job", changed.job()).put("who", changed.who());
        } else if (entry instanceof Marked marked) {
            json.put("who", marked.who()).put("reason", marked.reason());
            ArrayNode letters = json.putArray("letters");
            marked.letters().forEach(letter -> letters.add(letter.text()));
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String kindOf(JournalEntry entry) {
        if (entry instanceof Started) {
            return "started";
        }
        if (entry instanceof Progress) {
            return "progress";
        }
        if (entry instanceof Changed changed) {
            return changed.change().name().toLowerCase(Locale.ROOT);
        }
        return entry instanceof Marked marked && marked.kind() == JobKind.DISCARD ? "discarded" : "restored";
    }

    private static ObjectNode offsets(Map<Integer, Long> offsets) {
        ObjectNode json = JSON.objectNode();
        new TreeMap<>(offsets).forEach((partition, offset) -> json.put(String.valueOf(partition), offset));
        return json;
    }

    /** Of up to four: the letter, then the copy's topic, partition and offset, or why there is none. */
    private static void write(Results.Result result, ArrayNode json) {
        json.add(result.letter().text());
        if (!result.failure().isEmpty()) {
            json.add(result.failure());
        }
        result.place()
                .ifPresent(
                        place -> json.add(place.topic()).add(place.partition()).add(place.offset()));
    }

    private static ObjectNode write(Counts counts) {
        ObjectNode json = JSON.objectNode();
        json.put("scanned", counts.scanned())
                .put("done", counts.done())
                .put("skipped", counts.skipped())
                .put("quarantined", counts.quarantined());
        ObjectNode failed = json.putObject("failed");
        new TreeMap<>(counts.failed()).forEach(failed::put);
        return json;
    }

    /** Reads the value of a record as an entry; nothing where it is of a kind or version that is not known. */
    static Optional<JournalEntry> read(byte @Nullable [] bytes) throws NotAnEntryException {
        try {
            Fields json = new Fields(StrictJson.tree(bytes == null ? new byte[0] : bytes));
            if (json.number("v") != VERSION) {
                return Optional.empty();
            }
            Instant at = Instant.parse(json.text("at"));
            String kind = json.text("kind");
            return Optional.ofNullable(
                    switch (kind) {
                        case "started" ->
                            new Started(
                                    json.text("job"),
                                    at,
                                    json.text("who"),
                                    OrderText.read(json.under("order")),
                                    offsets(json.under("starts")),
                                    offsets(json.under("ends")));
                        case "progress" -> progress(json, at);
                        case "paused", "canary", "resumed", "cancelled", "finished" ->
                            new Changed(
                                    json.text("job"),
                                    at,
                                    Change.valueOf(kind.toUpperCase(Locale.ROOT)),
                                    json.text("who"));
                        case "discarded", "restored" ->
                            new Marked(
                                    kind.equals("discarded") ? JobKind.DISCARD : JobKind.RESTORE,
                                    at,
                                    json.text("who"),
                                    json.text("reason"),
                                    json.texts("letters").stream()
                                            .map(JournalText::letter)
                                            .toList());
                        default -> null;
                    });
        } catch (NotJsonException | IllegalArgumentException | DateTimeException e) {
            throw new NotAnEntryException();
        }
    }

    private static Progress progress(Fields json, Instant at) {
        List<Results.Result> results = new ArrayList<>();
        for (JsonNode result : json.items("results")) {
            results.add(result(result));
        }
        return new Progress(
                json.text("job"),
                at,
                OrderText.kind(json.text("of")),
                offsets(json.under("positions")),
                results,
                counts(json.under("counts")));
    }

    private static Results.Result result(JsonNode json) {
        LetterId letter = letter(json.path(0).asText());
        return switch (json.size()) {
            case 1 -> new Results.Result(letter, Optional.empty(), "");
            case 2 -> new Results.Result(letter, Optional.empty(), json.get(1).asText());
            case 4 ->
                new Results.Result(
                        letter,
                        Optional.of(new Place(
                                json.get(1).asText(),
                                json.get(2).asInt(),
                                json.get(3).asLong())),
                        "");
            default -> throw new IllegalArgumentException("no result");
        };
    }

    private static Counts counts(Fields json) {
        Map<String, Long> failed = new TreeMap<>();
        Fields failures = json.under("failed");
        failures.names().forEach(reason -> failed.put(reason, failures.number(reason)));
        return new Counts(
                json.number("scanned"),
                json.number("done"),
                json.number("skipped"),
                json.number("quarantined"),
                failed);
    }

    private static Map<Integer, Long> offsets(Fields json) {
        Map<Integer, Long> offsets = new TreeMap<>();
        json.names().forEach(partition -> offsets.put(Integer.valueOf(partition), json.number(partition)));
        return offsets;
    }

    static LetterId letter(String text) {
        return LetterId.parse(text).orElseThrow(() -> new IllegalArgumentException("no letter"));
    }

    /** The bytes are no entry. Quotes nothing of them. */
    static final class NotAnEntryException extends Exception {
        private NotAnEntryException() {}
    }
}
