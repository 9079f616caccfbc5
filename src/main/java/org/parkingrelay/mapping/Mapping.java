package org.parkingrelay.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.EventFields;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.contract.StrictJson;
import org.parkingrelay.event.JsonKind;

/**
 * One mapping file, compiled: a vendor's record in, canonical events out. The expression sees the record's value as its input
 * and, as {@code $record}, its {@code topic}, {@code key}, {@code timestamp} (milliseconds) and {@code headers}. It yields an event, an array
 * of events, or nothing for what is no passage. Never throws for any record. Thread-safe.
 */
public final class Mapping {

    /** More than any vendor puts into one record; a limit, because all of a record's events are in flight at once. */
    static final int MOST_EVENTS = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    private final MappingSource source;
    private final Jsonata expression;
    private final boolean seesRecord;

    private Mapping(MappingSource source, Jsonata expression) {
        this.source = source;
        this.expression = expression;
        this.seesRecord = source.text().contains("$record");
    }

    /**
     * Compiles a mapping.
     *
     * @param name how people know the file
     * @param text the JSONata expression
     * @throws MappingException names line and column of what is wrong
     */
    public static Mapping compile(String name, String text, MappingFunctions functions) throws MappingException {
        MappingSource source = new MappingSource(name, text);
        try {
            Jsonata expression = Compilation.of(text);
            if (expression.getErrors() != null) {
                throw new MappingException(source.wrong(expression.getErrors().get(0)));
            }
            functions.registerIn(expression);
            checkCalled(source, functions);
            // What Jackson has read needs no second look.
            expression.setValidateInput(false);
            return new Mapping(source, expression);
        } catch (RuntimeException | StackOverflowError e) {
            throw new MappingException(source.wrong(e));
        }
    }

    private static void checkCalled(MappingSource source, MappingFunctions functions) throws MappingException {
        Map<String, Integer> called = CalledFunctions.in(source.text());
        Jsonata question = Compilation.of(CalledFunctions.question(called.keySet()));
        functions.registerIn(question);
        JsonNode known = JSON.valueToTree(question.evaluate(null, question.createFrame()));
        for (Map.Entry<String, Integer> function : called.entrySet()) {
            if (!known.path(function.getKey()).booleanValue()) {
                throw new MappingException(
                        source.at(function.getValue()) + ": there is no function $" + function.getKey());
            }
        }
    }

    /** How people know the file. */
    public String name() {
        return source.name();
    }

    /** The events of a record, each checked; at least one result. */
    public List<Decoded> decode(GateRecord record) {
        if (record.value() == null) {
            return List.of(new Decoded.NotAnEvent());
        }
        try {
            List<JsonNode> events = events(record);
            if (events.isEmpty()) {
                return List.of(new Decoded.NotAnEvent());
            }
            List<Decoded> decoded = new ArrayList<>(events.size());
            events.forEach(event -> decoded.add(decoded(event)));
            return decoded;
        } catch (StrictJson.NotJsonException e) {
            return List.of(Decoded.undecodable(e));
        } catch (MappingException e) {
            return List.of(new Decoded.Invalid(String.valueOf(e.getMessage())));
        }
    }

    private Decoded decoded(JsonNode event) {
        if (!event.isObject()) {
            return new Decoded.Invalid(
                    source.name() + ": expected an event, an array of events, or nothing, found " + JsonKind.of(event));
        }
        String unreadable = Unreadable.fieldsOf(event);
        return unreadable.isEmpty()
                ? EventFields.readBare(event)
                : new Decoded.Invalid(source.name() + ": " + unreadable);
    }

    /**
     * What the expression yields for a record that has a value, unchecked; no more than {@value #MOST_EVENTS}.
     *
     * @throws StrictJson.NotJsonException where the value is no JSON
     * @throws MappingException where the expression fails, without anything of the record
     */
    public List<JsonNode> events(GateRecord record) throws StrictJson.NotJsonException, MappingException {
        byte[] value = record.value();
        if (value == null) {
            return List.of();
        }
        Object input = StrictJson.plain(value);
        JsonNode yielded = yielded(input, record);
        if (yielded.isNull() || yielded.isMissingNode()) {
            return List.of();
        }
        if (!yielded.isArray()) {
            return List.of(yielded);
        }
        List<JsonNode> events = new ArrayList<>(yielded.size());
        yielded.forEach(events::add);
        return events;
    }

    private JsonNode yielded(@Nullable Object input, GateRecord record) throws MappingException {
        // A frame of its own for each record, so that no variable outlives it.
        Jsonata.Frame frame = expression.createFrame();
        frame.setEvaluateEntryCallback(new StepLimit());
        // Looked up at each step; found here it need not be looked for in the frames behind.
        frame.setEvaluateExitCallback(null);
        if (seesRecord) {
            frame.bind("record", (Object) metadata(record));
        }
        try {
            Object yielded = Hush.during(() -> expression.evaluate(input, frame));
            if (yielded instanceof List<?> events && events.size() > MOST_EVENTS) {
                throw new MappingException(
                        source.name() + ": yields " + events.size() + " events; a record may hold " + MOST_EVENTS);
            }
            JsonNode tree = JSON.valueToTree(yielded);
            Unreadable.leaveOut(tree);
            return tree;
        } catch (RuntimeException | StackOverflowError e) {
            throw new MappingException(source.failed(e));
        } catch (Error e) {
            // The library throws some, where a record is not what it expects.
            if (e.getClass() == Error.class) {
                throw new MappingException(source.failed(e));
            }
            throw e;
        }
    }

    private static Map<String, Object> metadata(GateRecord record) {
        Map<String, Object> headers = new HashMap<>();
        for (Header header : record.raw().headers()) {
            // In their order, so that the last of a name counts.
            headers.put(header.key(), header.value() == null ? "" : text(header.value()));
        }
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("topic", record.topic());
        metadata.put("timestamp", record.timestamp());
        metadata.put("headers", headers);
        byte[] key = record.raw().key();
        if (key != null) {
            metadata.put("key", text(key));
        }
        return metadata;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
