package org.parkingrelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parkingrelay.contract.ContractFiles.Example;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.event.PlateRefusal;

/** The contract's documents are true of the decoder: schema, examples, frozen samples, the page's table of fields. */
class ContractTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-zA-Z]+)` \\|.*", Pattern.MULTILINE);

    private final EventDecoder decoder = new EventDecoder();

    static List<Example> examples() {
        return ContractFiles.examples();
    }

    static List<Example> samples() {
        return ContractFiles.samples();
    }

    @Test
    void the_schema_is_one() {
        var metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(metaSchema.validate(ContractFiles.SCHEMA.toString(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_becomes_what_it_says(Example example) {
        Decoded decoded = decoder.decode(example.record());

        switch (example.reason()) {
            case "UNDECODABLE" -> assertThat(decoded).isEqualTo(new Decoded.Undecodable(explanation(example)));
            case "INVALID" -> assertThat(decoded).isEqualTo(new Decoded.Invalid(explanation(example)));
            case "FILTERED" ->
                assertThat(decoded)
                        .isNotInstanceOfAny(Decoded.Undecodable.class, Decoded.Invalid.class)
                        .satisfies(left -> assertThat(
                                        left instanceof Decoded.Event read
                                                ? read.event().kind()
                                                : EventKind.OTHER)
                                .isEqualTo(EventKind.OTHER));
            case "NO_PLATE" ->
                assertThat(event(decoded).plate()).isEqualTo(new PlateReading.Refused(PlateRefusal.NO_PLATE, ""));
            case "INNER_GATE" -> assertThat(event(decoded).boundary()).isEqualTo(Boundary.INNER);
            case "" -> {
                assertThat(event(decoded).plate()).isInstanceOf(PlateReading.Legible.class);
                assertThat(event(decoded).boundary()).isEqualTo(Boundary.OUTER);
            }
            default -> throw new AssertionError("no such reason: " + example.reason());
        }
    }

    private static String explanation(Example example) {
        return example.file().path("explanation").textValue();
    }

    private static PassageEvent event(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Event.class);
        return ((Decoded.Event) decoded).event();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_schema_takes_an_example_where_the_decoder_does(Example example) {
        assertThat(ContractFiles.schemaTakes(example.record()))
                .isEqualTo(decoder.decode(example.record()) instanceof Decoded.Event);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_has_the_car_park_as_its_key_and_no_plate_in_its_headers(Example example) {
        String lot = example.file().path("value").findPath("lotId").asText();

        assertThat(example.file().path("key").textValue()).isEqualTo(lot.isEmpty() ? "LOT-1" : lot);
        assertThat(example.file().path("headers").toString()).doesNotContain("粤");
        assertThat(example.file().path("description").asText()).isNotEmpty();
        assertThat(example.isWrong()).isEqualTo(example.name().startsWith("wrong-"));
    }

    /** What a producer of an older contract sends is still read, as the event that it meant. */
    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_of_an_older_contract_is_still_read(Example sample) {
        PassageEvent event = event(decoder.decode(sample.record()));

        JsonNode data = sample.file().path("value").has("data")
                ? sample.file().path("value").path("data")
                : sample.file().path("value");
        assertThat(event.direction().name()).isEqualTo(data.path("direction").textValue());
        assertThat(event.lotId()).isEqualTo(data.path("lotId").textValue());
        assertThat(event.kind().name())
                .isEqualTo(data.path("kind").asText("PASSAGE").replace("null", "PASSAGE"));
        assertThat(ContractFiles.schemaTakes(sample.record())).isTrue();
    }

    /** A folder's list of digests is written together with its samples, and then never again. */
    @Test
    void samples_are_never_changed() throws IOException, NoSuchAlgorithmException {
        Path folder = ContractFiles.FOLDER.resolve("samples/v1.0");
        List<String> sums = Files.readAllLines(folder.resolve("SHA256SUMS"));

        assertThat(sums).hasSize(12);
        for (String line : sums) {
            byte[] file = Files.readAllBytes(folder.resolve(line.substring(66)));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
                    .as(line.substring(66))
                    .isEqualTo(line.substring(0, 64));
        }
    }

    @Test
    void the_page_names_the_fields_of_the_schema() throws IOException {
        String page = Files.readString(ContractFiles.FOLDER.resolve("README.md"));
        Set<String> told =
                ROW.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> inSchema = new TreeSet<>(Set.of("eventId"));
        ContractFiles.SCHEMA.at("/$defs/data/properties").fieldNames().forEachRemaining(inSchema::add);

        assertThat(told).isEqualTo(inSchema);
    }

    @Test
    void the_schemas_limits_are_those_of_the_event() {
        assertThat(ContractFiles.SCHEMA.at("/$defs/eventId/maxLength").intValue())
                .isEqualTo(PassageEvent.MAX_EVENT_ID_LENGTH);
        assertThat(ContractFiles.SCHEMA
                        .at("/$defs/data/properties/lotId/maxLength")
                        .intValue())
                .isEqualTo(PassageEvent.MAX_LOT_ID_LENGTH);
        assertThat(ContractFiles.SCHEMA
                        .at("/$defs/data/properties/plateNumber/maxLength")
                        .intValue())
                .isEqualTo(PassageEvent.MAX_PLATE_LENGTH);
    }
}
