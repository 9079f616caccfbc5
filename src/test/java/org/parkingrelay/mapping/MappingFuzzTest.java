package org.parkingrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.mapping.MappingSamples.Sample;

/** Whatever a vendor sends into a shipped mapping: an answer, in time, that keeps the contract and tells nothing of the record. */
class MappingFuzzTest {

    /** Stands for a plate in every sample, and is put into odd places beside. */
    private static final String MARKER = "粤Z7QX91";

    private static final String MARKER_IN_BASE64 =
            Base64.getEncoder().encodeToString(MARKER.getBytes(StandardCharsets.UTF_8));
    private static final String PLATE_FIELDS =
            "(?i).*(plate|plateNum|car_?no|carNo|carNum|carNumber|car_number|license|licensePlate|vehicleId"
                    + "|observedCredentialId|vehiclePlate|plateText|plateUTF8|license_number)\\s*";
    private static final long MOST_NANOS = 2_000_000_000L;

    private static final List<Sample> SAMPLES = MappingSamples.all();
    private static final Map<String, Mapping> MAPPINGS = new HashMap<>();

    /** What happens to one place of a record. */
    private enum Change {
        DROP,
        REPLACE,
        INTO_ARRAY,
        INTO_OBJECT,
        RETYPE,
        AS_TEXT,
        PAD_NAME,
        TWICE
    }

    private record Mutation(int place, Change change, JsonNode value) {}

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(SAMPLES);
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        return Combinators.combine(Arbitraries.integers().between(0, 500), Arbitraries.of(Change.class), values())
                .as(Mutation::new)
                .list()
                .ofMaxSize(4);
    }

    private static Arbitrary<JsonNode> values() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Arbitrary<JsonNode> odd = Arbitraries.of(
                json.nullNode(),
                json.booleanNode(true),
                json.numberNode(0),
                json.numberNode(-1),
                json.numberNode(1.5),
                json.numberNode(Long.MAX_VALUE),
                json.numberNode(new BigInteger("9".repeat(40))),
                json.numberNode(new BigDecimal("1e400")),
                json.numberNode(1_709_259_330L),
                json.textNode(""),
                json.textNode(MARKER),
                json.textNode("%" + MARKER),
                json.textNode(MARKER_IN_BASE64),
                json.textNode("{\"a\":\"" + MARKER),
                json.textNode("x".repeat(20_000)),
                json.textNode("0x" + MARKER),
                json.textNode("\ud800\u0000\u202e"),
                json.arrayNode(),
                json.objectNode(),
                json.arrayNode().add(MARKER).add(1).addNull(),
                json.objectNode().put(MARKER, MARKER),
                json.arrayNode().add(json.arrayNode().add(json.arrayNode())));
        return Arbitraries.oneOf(
                odd,
                Arbitraries.strings().ofMaxLength(30).map(json::textNode),
                Arbitraries.longs().map(json::numberNode));
    }

    @Property(tries = 3_000)
    void any_record_gets_an_answer_that_keeps_the_contract_and_tells_nothing_of_it(
            @ForAll("samples") Sample sample, @ForAll("mutations") List<Mutation> mutations) {
        ArrayNode holder =
                JsonNodeFactory.instance.arrayNode().add(marked(sample.payload().deepCopy()));
        mutations.forEach(mutation -> apply(holder, mutation));
        Mapping mapping = MAPPINGS.computeIfAbsent(sample.mapping(), MappingSamples::mapping);

        long started = System.nanoTime();
        List<Decoded> decoded =
                mapping.decode(sample.record(String.valueOf(holder.isEmpty() ? "null" : holder.get(0))));

        assertThat(System.nanoTime() - started).isLessThan(MOST_NANOS);
        assertThat(decoded).isNotEmpty().allSatisfy(MappingFuzzTest::assertLegal);
    }

    private static void assertLegal(Decoded decoded) {
        if (decoded instanceof Decoded.Event legal) {
            PassageEvent event = legal.event();
            assertThat(event.eventId()).hasSizeBetween(1, PassageEvent.MAX_EVENT_ID_LENGTH);
            assertThat(event.lotId()).hasSizeBetween(1, PassageEvent.MAX_LOT_ID_LENGTH);
            assertThat(event.direction()).isNotNull();
            assertThat(event.occurredAt()).isNotNull();
        } else if (decoded instanceof Decoded.Invalid invalid) {
            assertThat(invalid.explanation()).isNotBlank().doesNotContain(MARKER, MARKER_IN_BASE64);
        } else {
            assertThat(decoded).isInstanceOf(Decoded.NotAnEvent.class);
        }
    }

    /** The record with the marker for each plate. */
    private static JsonNode marked(JsonNode node) {
        node.properties().forEach(member -> {
            if (member.getValue().isTextual() && member.getKey().matches(PLATE_FIELDS)) {
                member.setValue(JsonNodeFactory.instance.textNode(MARKER));
            } else {
                marked(member.getValue());
            }
        });
        node.forEach(child -> {
            if (child.isContainerNode()) {
                marked(child);
            }
        });
        return node;
    }

    private static void apply(ArrayNode holder, Mutation mutation) {
        List<Runnable> places = new ArrayList<>();
        collect(holder, mutation, places);
        if (!places.isEmpty()) {
            places.get(mutation.place() % places.size()).run();
        }
    }

    private static void collect(JsonNode parent, Mutation mutation, List<Runnable> places) {
        if (parent instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(() -> change(array, index, mutation));
                collect(array.get(i), mutation, places);
            }
        } else if (parent instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                places.add(() -> change(object, member.getKey(), mutation));
                collect(member.getValue(), mutation, places);
            }
        }
    }

    private static void change(ArrayNode array, int index, Mutation mutation) {
        if (mutation.change() == Change.DROP) {
            array.remove(index);
        } else {
            array.set(index, changed(array.get(index), mutation));
        }
    }

    private static void change(ObjectNode object, String name, Mutation mutation) {
        JsonNode found = object.get(name);
        switch (mutation.change()) {
            case DROP -> object.remove(name);
            case PAD_NAME -> {
                object.remove(name);
                object.set(" " + name + "\u3000", found);
            }
            default -> object.set(name, changed(found, mutation));
        }
    }

    private static JsonNode changed(JsonNode found, Mutation mutation) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (mutation.change()) {
            // A copy: jqwik hands out the same value again, and a value put into itself is no record.
            case REPLACE, DROP, PAD_NAME -> mutation.value().deepCopy();
            case INTO_ARRAY -> json.arrayNode().add(found);
            case INTO_OBJECT -> json.objectNode().set("value", found);
            case AS_TEXT -> json.textNode(found.toString());
            case TWICE -> json.arrayNode().add(found.deepCopy()).add(found.deepCopy());
            case RETYPE -> found.isNumber() ? json.textNode(found.asText()) : json.numberNode(found.asLong());
        };
    }
}
