package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.parkingrelay.contract.ContractFiles.Example;

/** An example of the contract with a few things changed by chance. The same seed makes the same record. */
final class Mutant {

    /** Stands in every text that a mutant plants, so that it can be looked for where it must not be. */
    static final String MARKER = "7Q7Q7";

    private static final List<Example> EXAMPLES = ContractFiles.examples().stream()
            .filter(example -> example.file().path("value").isObject())
            .toList();
    private static final List<String> FIELDS = Stream.concat(
                    names(ContractFiles.SCHEMA.at("/$defs/data/properties")).stream(),
                    Stream.of("eventId", "id", "type", "time", "specversion", "data", "unknown"))
            .toList();
    private static final List<String> HEADERS =
            List.of("content-type", "ce_specversion", "ce_id", "ce_type", "ce_time", "ce_source");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "粤B" + MARKER,
            MARKER.repeat(12),
            MARKER.repeat(13),
            MARKER.repeat(26),
            "😀".repeat(64),
            "😀".repeat(65),
            "😀".repeat(128),
            "😀".repeat(129),
            MARKER + "\\ud800",
            "\\udc00" + MARKER,
            "\\udc00\\ud800" + MARKER,
            "\\u0000" + MARKER,
            "\\r\\n" + MARKER,
            "\\ufeff\\u202e" + MARKER,
            "IN",
            "in",
            "OUT",
            "INNER",
            "OUTER",
            "CORRECTION",
            "CANCELLATION",
            "PASSAGE",
            "1.0",
            "application/cloudevents+json",
            "APPLICATION/CloudEvents",
            "application/json",
            "parking.gate.passage.v1",
            "parking.gate.passage.v2",
            "parking.gate.heartbeat.v1",
            "2026-01-31T10:15:30+08:00",
            "2026-01-31t10:15:30.123456789z",
            "2026-01-31T10:15+08:00",
            "2026-02-29T10:15:30Z",
            "2024-02-29T10:15:30-00:00",
            "2024-02-29T10:15:30-18:00",
            "2024-02-29T10:15:30+23:59",
            "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "2026-01-31T10:15:30Z\\n",
            "2026-01-31T10:15:30 " + MARKER);
    /** None beyond a double: the validator of the tests stops at those. */
    private static final List<String> NUMBERS = List.of(
            "0", "-0", "-0.0", "1", "100", "100.5", "-1", "97.25", "1e2", "1e300", "-1e-300", "12345678901234567890");

    private final Random random;
    private final Example example;

    Mutant(long seed) {
        this.random = new Random(seed);
        this.example = oneOf(EXAMPLES);
    }

    GateRecord record() {
        ObjectNode value = example.file().path("value").deepCopy();
        List<String> raw = new ArrayList<>();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            ObjectNode target =
                    value.path("data").isObject() && random.nextBoolean() ? (ObjectNode) value.path("data") : value;
            String field = random.nextInt(3) == 0 ? oneOf(FIELDS) : oneOf(presentOrAny(target));
            if (random.nextInt(4) == 0) {
                target.remove(field);
            } else {
                // Raw JSON cannot stand in a tree, so a text holds its place.
                target.put(field, "@" + raw.size() + "@");
                raw.add(json(0));
            }
        }
        String text = value.toString();
        for (int i = 0; i < raw.size(); i++) {
            text = text.replace("\"@" + i + "@\"", raw.get(i));
        }
        if (random.nextInt(10) == 0) {
            text = "{\"" + oneOf(FIELDS) + "\":" + json(0) + "," + text.substring(1);
        }
        return ContractFiles.record(headers(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes flipped, cut off and repeated. */
    GateRecord damaged() {
        byte[] bytes = example.value();
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(3) == 0 ? random.nextInt(2 * bytes.length) : bytes.length;
        byte[] other = Arrays.copyOf(bytes, length);
        for (int i = bytes.length; i < length; i++) {
            other[i] = bytes[i - bytes.length];
        }
        return ContractFiles.record(headers(), other);
    }

    private Headers headers() {
        Headers headers = new RecordHeaders(example.headers().toArray());
        for (int changes = random.nextInt(3) == 0 ? 2 : 0; changes > 0; changes--) {
            String name = oneOf(HEADERS);
            switch (random.nextInt(4)) {
                case 0 -> headers.remove(name);
                case 1 -> headers.add(name, null);
                case 2 -> headers.add(name, new byte[] {(byte) 0xff, (byte) 0xfe, '7'});
                default -> headers.add(name, oneOf(TEXTS).getBytes(StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    private String json(int depth) {
        return switch (random.nextInt(depth < 3 ? 10 : 7)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2 -> oneOf(NUMBERS);
            case 7 -> "[" + json(depth + 1) + "," + json(depth + 1) + "]";
            case 8 -> "{\"" + oneOf(FIELDS) + "\":" + json(depth + 1) + "}";
            case 9 -> nested();
            default -> "\"" + oneOf(TEXTS) + "\"";
        };
    }

    private String nested() {
        int depth = random.nextInt(10) == 0 ? 2000 : random.nextInt(20);
        return "[".repeat(depth) + json(3) + "]".repeat(depth);
    }

    private static List<String> presentOrAny(JsonNode node) {
        return node.isEmpty() ? FIELDS : names(node);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
