package org.parkingrelay.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parkingrelay.event.PassageEvent;

/**
 * Masks what a letter holds, for who may not see plates and openids: by the names of fields, by what the relay reads as the event's
 * plates, and by what a text looks like. What is hidden must not be guessed from what is shown, so a text is shown whole or not.
 */
final class LetterMask {

    /** A shorter text stands in others by chance. */
    private static final int SHORTEST_PART = 4;

    private final Set<String> plates;
    private final Set<String> harmless;

    private LetterMask(Set<String> plates, Set<String> harmless) {
        this.plates = plates;
        this.harmless = harmless;
    }

    /**
     * A mask.
     *
     * @param plates texts that the relay reads as plates
     * @param events what it reads, whose car park, lane and id may look like a plate and are none
     */
    LetterMask(Set<String> plates, List<PassageEvent> events) {
        this.plates = plates.stream()
                .map(PersonalText::compact)
                .filter(plate -> !plate.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        Set<String> names = new HashSet<>();
        for (PassageEvent event : events) {
            names.add(event.eventId());
            names.add(event.lotId());
            event.laneId().ifPresent(names::add);
        }
        names.removeIf(name -> isPlate(name) || PersonalText.isWithin(name));
        this.harmless = Set.copyOf(names);
    }

    private boolean isPlate(String text) {
        String compact = PersonalText.compact(text);
        return plates.stream()
                .anyMatch(plate -> plate.length() < SHORTEST_PART ? compact.equals(plate) : compact.contains(plate));
    }

    /** A name of an event: its id, car park or lane. */
    String ofName(String name) {
        return isPlate(name) || PersonalText.isWithin(name) ? Masks.HIDDEN : name;
    }

    /** A value that has a name. */
    String of(String name, String value) {
        if (PersonalText.isPersonalKey(name) || isPlate(value)) {
            return Masks.of(value);
        }
        String begun = value.stripLeading();
        if (begun.startsWith("{") || begun.startsWith("[")) {
            // A text may be JSON once more.
            return Json.read(value).map(inner -> of(inner).toString()).orElse(Masks.HIDDEN);
        }
        return !harmless.contains(value) && PersonalText.mayBe(value) ? Masks.of(value) : value;
    }

    /** JSON, with what is personal masked. */
    JsonNode of(JsonNode json) {
        Set<String> all = new HashSet<>(plates);
        addPersonal("", json, false, all);
        return new LetterMask(all, harmless).of("", json, false);
    }

    /** What has a name of persons in one place may stand without it in another, such as a plate in an id. */
    private static void addPersonal(String name, JsonNode json, boolean isPersonal, Set<String> found) {
        boolean isNow = isPersonal || PersonalText.isPersonalKey(name);
        if (isNow && json.isTextual()) {
            String compact = PersonalText.compact(json.asText());
            if (compact.length() > SHORTEST_PART && compact.chars().anyMatch(Character::isLetter)) {
                found.add(compact);
            }
        }
        json.properties().forEach(field -> addPersonal(field.getKey(), field.getValue(), isNow, found));
        if (json.isArray()) {
            json.forEach(element -> addPersonal(name, element, isNow, found));
        }
    }

    private JsonNode of(String name, JsonNode json, boolean isPersonal) {
        if (json.isObject()) {
            return ofObject(json, isPersonal);
        }
        if (json.isArray()) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode(json.size());
            json.forEach(element -> masked.add(of(name, element, isPersonal)));
            return masked;
        }
        if (json.isNull() || json.isBoolean()) {
            return json;
        }
        String value = json.asText();
        if (isPersonal) {
            return TextNode.valueOf(Masks.of(value));
        }
        String masked = json.isNumber() ? ofNumber(value) : of(name, value);
        return masked.equals(value) ? json : TextNode.valueOf(masked);
    }

    private JsonNode ofObject(JsonNode object, boolean isPersonal) {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            String name = field.getKey();
            boolean isHidden = isPersonal || PersonalText.isPersonalKey(name);
            String shown = of("", name);
            // Two hidden names must not become one field.
            masked.set(masked.has(shown) ? shown + " " + masked.size() : shown, of(name, field.getValue(), isHidden));
        });
        return masked;
    }

    /** A telephone may be one; ids and times are long too. */
    private String ofNumber(String value) {
        return isPlate(value) || PersonalText.isWithin(value) ? Masks.HIDDEN : value;
    }
}
