package org.parkingrelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.parkingrelay.contract.ContractFiles.Example;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.outbox.Origin;

/** The AsyncAPI document: whole, and of one mind with the schema, the examples and the code. */
class AsyncApiTest {

    private static final Path FILE = ContractFiles.FOLDER.resolve("asyncapi.yaml");
    private static final Pattern HEADER = Pattern.compile("\"((?:dead-letter|relay)-[a-z-]+)\"");
    private static final Path DEAD_LETTER_HEADERS =
            Path.of("src/main/java/org/parkingrelay/deadletter/DeadLetterHeaders.java");

    private final JsonNode document = read();

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a reference points at, missing where it points at nothing. */
    private JsonNode resolve(String reference) {
        int hash = reference.indexOf('#');
        JsonNode file =
                hash == 0 ? document : ContractFiles.tree(ContractFiles.FOLDER.resolve(reference.substring(0, hash)));
        JsonNode found = file.at(JsonPointer.compile(reference.substring(hash + 1)));
        return found == null ? MissingNode.getInstance() : found;
    }

    @Test
    void every_reference_points_at_something() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(reference ->
                        assertThat(resolve(reference).isMissingNode()).isFalse());
    }

    @Test
    void it_has_what_asyncapi_asks_for() {
        assertThat(document.path("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(document.at("/info/title").textValue()).isNotEmpty();
        assertThat(document.at("/info/version").textValue()).isNotEmpty();
        assertThat(document.path("servers")).hasSize(3).allSatisfy(server -> {
            assertThat(server.path("host").textValue()).isNotEmpty();
            assertThat(server.path("protocol").textValue()).isIn("kafka", "kafka-secure");
        });
        assertThat(document.path("operations")).allSatisfy(operation -> {
            assertThat(operation.path("action").textValue()).isIn("send", "receive");
            JsonNode channel = resolve(operation.at("/channel/$ref").textValue());
            // An operation names the messages of its channel, not those of the components.
            assertThat(operation.path("messages"))
                    .allSatisfy(message -> assertThat(channel.path("messages"))
                            .contains(resolve(message.path("$ref").textValue())));
        });
        assertThat(document.at("/operations/receiveGateEvents/bindings/kafka/groupId/enum/0")
                        .textValue())
                .isEqualTo("parking-relay");
    }

    @Test
    void its_examples_are_those_of_the_files() {
        Map<String, Example> files =
                ContractFiles.examples().stream().collect(Collectors.toMap(Example::name, Function.identity()));
        int count = 0;
        for (JsonNode message : document.at("/components/messages")) {
            for (JsonNode example : message.path("examples")) {
                Example file = files.get(example.path("name").textValue());
                assertThat(file).as(example.path("name").textValue()).isNotNull();
                // Through text, because YAML and JSON read a number into different classes.
                assertThat(example.path("payload").toString())
                        .isEqualTo(file.file().path("value").toString());
                assertThat(example.path("headers").toString())
                        .isEqualTo(
                                file.headers().toArray().length == 0
                                        ? ""
                                        : file.file().path("headers").toString());
                assertThat(new EventDecoder().decode(record(example))).isInstanceOf(Decoded.Event.class);
                count++;
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(10);
    }

    private static GateRecord record(JsonNode example) {
        Headers headers = new RecordHeaders();
        example.path("headers")
                .properties()
                .forEach(header -> headers.add(
                        header.getKey(), header.getValue().textValue().getBytes(StandardCharsets.UTF_8)));
        return ContractFiles.record(headers, example.path("payload").toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void it_names_the_headers_and_reasons_of_a_dead_letter() throws IOException {
        JsonNode headers = document.at("/components/messages/deadLetter/headers/properties");
        Set<String> told = new TreeSet<>();
        headers.fieldNames().forEachRemaining(told::add);
        Set<String> reasons = new TreeSet<>();
        headers.at("/relay-reason/enum").forEach(reason -> reasons.add(reason.textValue()));

        Set<String> written = HEADER.matcher(Files.readString(DEAD_LETTER_HEADERS))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        written.add(Origin.REDRIVES);
        assertThat(told).isEqualTo(written);
        assertThat(reasons)
                .containsExactlyInAnyOrderElementsOf(List.of(DeadLetterReason.values()).stream()
                        .map(Enum::name)
                        .toList());
    }
}
