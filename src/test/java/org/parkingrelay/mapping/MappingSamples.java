package org.parkingrelay.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.testing.GateRecords;

/** Records of all vendors and the events that they mean: the shared vectors and the project's own samples. */
final class MappingSamples {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Path OWN = Path.of("src/test/resources/mappings");
    private static final Path VECTORS = Path.of("src/test/resources/vectors/gate-payloads");

    private static final Map<String, String> MAPPING_OF_TOPIC = Map.ofEntries(
            Map.entry("mb.park.in", "jieshun-park"),
            Map.entry("mb.park.out", "jieshun-park"),
            Map.entry("vendor.4pyun", "4pyun"),
            Map.entry("vendor.tdzn.http", "tdzn-http"),
            Map.entry("vendor.bolink.in", "bolink"),
            Map.entry("vendor.tyh.in", "tyh"),
            Map.entry("vendor.ake", "ake"),
            Map.entry("vendor.hik.isc", "hikvision-isc"),
            Map.entry("vendor.aliyun", "aliyun"),
            Map.entry("vendor.sfirm", "sfirm"),
            Map.entry("vendor.vz.mqtt", "vzense-mqtt"),
            Map.entry("vendor.vz.http", "vzense-http"),
            Map.entry("vendor.b30.abnormal", "szymzh-b30-abnormal"),
            Map.entry("vendor.huaxia", "huaxia"),
            Map.entry("vendor.itwy", "it-wy"));

    private MappingSamples() {}

    /**
     * One record.
     *
     * @param events what it means; null where it must be refused
     * @param invalid what the refusal must say; null where it is taken
     */
    record Sample(
            String mapping,
            String name,
            String topic,
            @Nullable String key,
            JsonNode payload,
            @Nullable JsonNode events,
            @Nullable String invalid) {

        GateRecord record() {
            return record(payload.toString());
        }

        GateRecord record(String value) {
            byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
            return GateRecord.of(new ConsumerRecord<>(
                    topic,
                    0,
                    0,
                    GateRecords.TIMESTAMP,
                    TimestampType.CREATE_TIME,
                    -1,
                    -1,
                    keyBytes,
                    value.getBytes(StandardCharsets.UTF_8),
                    new RecordHeaders(),
                    Optional.empty()));
        }

        @Override
        public String toString() {
            return mapping + "/" + name;
        }
    }

    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (Path file : files(VECTORS)) {
            JsonNode json = read(file);
            String mapping = MAPPING_OF_TOPIC.get(json.path("topic").asText());
            samples.add(sample(String.valueOf(mapping), file, json));
        }
        for (Path directory : files(OWN)) {
            for (Path file : files(directory)) {
                samples.add(sample(directory.getFileName().toString(), file, read(file)));
            }
        }
        return samples;
    }

    private static Sample sample(String mapping, Path file, JsonNode json) {
        String name = file.getFileName().toString().replace(".json", "");
        return new Sample(
                mapping,
                name,
                json.path("topic").asText(),
                json.path("key").textValue(),
                json.path("payload"),
                json.get("expected"),
                json.path("invalid").textValue());
    }

    static Mapping mapping(String name) {
        return compiled(ExampleMappings.text(name));
    }

    static Mapping compiled(String text) {
        try {
            return Mapping.compile("my.jsonata", text, new MappingFunctions(lanes()));
        } catch (MappingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static LaneTable lanes() {
        try {
            return LaneTable.parse("lanes.json", Files.readAllBytes(Path.of("src/test/resources/mapping-lanes.json")));
        } catch (IOException | MappingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
