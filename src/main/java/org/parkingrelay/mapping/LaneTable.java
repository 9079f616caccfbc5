package org.parkingrelay.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.contract.StrictJson;
import org.parkingrelay.event.JsonKind;
import org.parkingrelay.event.PassageEvent;

/**
 * What cameras do not know: which way their lane goes and whose car park it is. Read from a JSON file whose members are lanes:
 *
 * <pre>{@code {"265e1040-85e01fb7": {"direction": "IN", "lotId": "LOT-1"}}}</pre>
 *
 * <p>A lane may have any other members; mappings see them as they are.
 */
public final class LaneTable {

    /** A table without lanes. */
    public static final LaneTable EMPTY = new LaneTable(Map.of());

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    private final Map<String, Map<String, Object>> lanes;

    private LaneTable(Map<String, Map<String, Object>> lanes) {
        this.lanes = lanes;
    }

    /**
     * Reads a table.
     *
     * @param name how people know the file
     * @throws MappingException names each lane that is wrong and what was expected
     */
    public static LaneTable parse(String name, byte[] json) throws MappingException {
        JsonNode root = root(name, json);
        Map<String, Map<String, Object>> lanes = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> lane : root.properties()) {
            check("lane \"" + lane.getKey() + "\"", lane.getValue(), problems);
            if (lane.getValue().isObject()) {
                Map<String, Object> members = JSON.convertValue(lane.getValue(), new TypeReference<>() {});
                lanes.put(lane.getKey(), Collections.unmodifiableMap(members));
            }
        }
        if (!problems.isEmpty()) {
            throw new MappingException(name + ": " + String.join("; ", problems));
        }
        return new LaneTable(lanes);
    }

    private static JsonNode root(String name, byte[] json) throws MappingException {
        try {
            JsonNode root = StrictJson.tree(json);
            if (!root.isObject()) {
                throw new MappingException(name + ": expected an object of lanes, found " + JsonKind.of(root));
            }
            return root;
        } catch (StrictJson.NotJsonException e) {
            throw new MappingException(name + ": " + e.getMessage());
        }
    }

    private static void check(String place, JsonNode lane, List<String> problems) {
        if (!lane.isObject()) {
            problems.add(place + ": expected an object, found " + JsonKind.of(lane));
            return;
        }
        checkOneOf(place, lane, "direction", "IN", "OUT", problems);
        checkOneOf(place, lane, "boundary", "OUTER", "INNER", problems);
        JsonNode lot = lane.path("lotId");
        boolean fits = lot.isTextual()
                && !lot.textValue().isEmpty()
                && lot.textValue().length() <= PassageEvent.MAX_LOT_ID_LENGTH;
        if (!fits && !lot.isMissingNode()) {
            problems.add(place + ", lotId: expected a string of 1 to " + PassageEvent.MAX_LOT_ID_LENGTH
                    + " characters, found " + JsonKind.of(lot));
        }
    }

    private static void checkOneOf(
            String place, JsonNode lane, String field, String one, String other, List<String> problems) {
        JsonNode found = lane.path(field);
        if (!found.isMissingNode() && !one.equals(found.textValue()) && !other.equals(found.textValue())) {
            problems.add(place + ", " + field + ": expected " + one + " or " + other + ", found " + JsonKind.of(found));
        }
    }

    Optional<Map<String, Object>> lane(String id) {
        return Optional.ofNullable(lanes.get(id));
    }
}
