package org.parkingrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.EventDecoder;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.contract.StrictJson;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.mapping.Mapping;
import org.parkingrelay.mapping.MappingException;
import org.parkingrelay.mapping.Mappings;

/** Reads the events of a dead letter as the intake would: by the mapping of the topic that it came from. */
public final class LetterReading {

    /** Of the contract. */
    private static final List<String> PLATE_FIELDS = List.of("plateNumber", "originalPlateNumber", "alternates");

    private final EventDecoder canonical = new EventDecoder();
    private final Mappings mappings;

    public LetterReading(Mappings mappings) {
        this.mappings = mappings;
    }

    /** What the letter holds; nothing where nobody knows where it came from. Never throws for any bytes. */
    public List<Decoded> read(DeadLetter letter) {
        return letter.source()
                .map(source -> new GateRecord(source.topic(), source.timestamp(), letter.raw()))
                .map(record -> mappings.of(record.topic())
                        .map(mapping -> mapping.decode(record))
                        .orElseGet(() -> List.of(canonical.decode(record))))
                .orElse(List.of());
    }

    /** The texts that stand for plates in what the letter holds, as the gate wrote them, also where no plate could be read of them. */
    public Set<String> plateTexts(DeadLetter letter) {
        Set<String> texts = new LinkedHashSet<>();
        addPlates(tree(letter.raw().value()), texts);
        letter.source()
                .map(source -> new GateRecord(source.topic(), source.timestamp(), letter.raw()))
                .ifPresent(record -> mappings.of(record.topic())
                        .ifPresent(mapping -> mapped(mapping, record).forEach(event -> addPlates(event, texts))));
        texts.remove("");
        return texts;
    }

    /**
     * What a letter says that it is about, where no event can be read of it.
     *
     * @param plate as the gate wrote it
     */
    record Claim(String lot, String gate, String plate) {}

    /** The claims of what is in the contract's form, or comes to be by a mapping. */
    List<Claim> claims(DeadLetter letter) {
        List<JsonNode> trees = letter.source()
                .map(source -> new GateRecord(source.topic(), source.timestamp(), letter.raw()))
                .flatMap(record -> mappings.of(record.topic()).map(mapping -> mapped(mapping, record)))
                .orElseGet(() -> List.of(tree(letter.raw().value())));
        return trees.stream()
                .map(json -> new Claim(
                        json.path("lotId").asText(),
                        json.path("laneId").asText(),
                        json.path("plateNumber").asText()))
                .toList();
    }

    private static JsonNode tree(byte @Nullable [] value) {
        try {
            return value == null ? MissingNode.getInstance() : StrictJson.tree(value);
        } catch (StrictJson.NotJsonException e) {
            return MissingNode.getInstance();
        }
    }

    private static List<JsonNode> mapped(Mapping mapping, GateRecord record) {
        try {
            return mapping.events(record);
        } catch (StrictJson.NotJsonException | MappingException e) {
            return List.of();
        }
    }

    private static void addPlates(JsonNode json, Set<String> texts) {
        for (String field : PLATE_FIELDS) {
            for (JsonNode found : json.findValues(field)) {
                texts.add(found.asText());
                found.forEach(plate -> texts.add(plate.asText()));
            }
        }
    }

    /** The events among what the letter holds. */
    public List<PassageEvent> events(DeadLetter letter) {
        return read(letter).stream()
                .filter(Decoded.Event.class::isInstance)
                .map(decoded -> ((Decoded.Event) decoded).event())
                .toList();
    }
}
