package org.parkingrelay.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.parkingrelay.testing.GateRecords;

/** The documents of the contract, and what they say of a record. */
final class ContractFiles {

    static final Path FOLDER = Path.of("src/docs/contract");
    static final ObjectMapper JSON = new ObjectMapper();
    static final JsonNode SCHEMA = tree(FOLDER.resolve("gate-event.v1.schema.json"));

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(
                    loaders -> loaders.schemas(Map.of(SCHEMA.path("$id").textValue(), SCHEMA.toString()))));
    private static final JsonSchema VALUE = schema("");
    private static final JsonSchema STRUCTURED = schema("#/$defs/structured");
    private static final JsonSchema DATA = schema("#/$defs/data");
    private static final JsonSchema HEADERS = schema("#/$defs/binaryHeaders");

    private ContractFiles() {}

    /** One file of examples or samples: what it says a record is, and what it says becomes of it. */
    record Example(String name, JsonNode file) {

        boolean isWrong() {
            return file.path("disposition").asText().equals("dead-lettered");
        }

        String reason() {
            return file.path("reason").asText();
        }

        /** The value's bytes: as JSON, as text, or for what is no text in base64. */
        byte[] value() {
            if (file.has("valueBase64")) {
                return Base64.getDecoder().decode(file.path("valueBase64").textValue());
            }
            if (file.has("valueText")) {
                return file.path("valueText").textValue().getBytes(StandardCharsets.UTF_8);
            }
            JsonNode value = file.path("value");
            return value.isNull() ? null : value.toString().getBytes(StandardCharsets.UTF_8);
        }

        Headers headers() {
            Headers headers = new RecordHeaders();
            file.path("headers")
                    .properties()
                    .forEach(header -> headers.add(
                            header.getKey(), header.getValue().textValue().getBytes(StandardCharsets.UTF_8)));
            return headers;
        }

        GateRecord record() {
            return ContractFiles.record(headers(), value());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static GateRecord record(Headers headers, byte[] value) {
        return GateRecord.of(GateRecords.of("parking.gate-events.v1", headers, value));
    }

    static List<Example> examples() {
        return in(FOLDER.resolve("examples"));
    }

    static List<Example> samples() {
        return in(FOLDER.resolve("samples"));
    }

    private static List<Example> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> new Example(folder.relativize(file).toString().replace(".json", ""), tree(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the schema takes a record, by its wrapper. */
    static boolean schemaTakes(GateRecord record) {
        JsonNode value;
        try {
            value = record.value() == null ? null : StrictJson.tree(record.value());
        } catch (StrictJson.NotJsonException e) {
            return false;
        }
        if (value == null) {
            return false;
        }
        String contentType = record.header("content-type");
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/cloudevents")) {
            return takes(STRUCTURED, value);
        }
        boolean isBinary = record.header("ce_specversion") != null || record.header("ce_id") != null;
        if (!isBinary || (value.path("specversion").isTextual() && value.has("data"))) {
            return takes(VALUE, value);
        }
        boolean hasTime =
                record.header("ce_time") != null || value.path("occurredAt").isTextual();
        return hasTime && takes(HEADERS, headers(record)) && takes(DATA, value);
    }

    private static JsonNode headers(GateRecord record) {
        var headers = JSON.createObjectNode();
        record.raw().headers().forEach(header -> headers.put(header.key(), record.header(header.key())));
        return headers;
    }

    private static JsonSchema schema(String fragment) {
        return SCHEMAS.getSchema(SchemaLocation.of(SCHEMA.path("$id").textValue() + fragment));
    }

    private static boolean takes(JsonSchema schema, JsonNode value) {
        return schema.validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .isEmpty();
    }
}
