package org.parkingrelay.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.contract.StrictJson;

/**
 * What cameras do not know: which way their lane goes and whose car park it is. Read from a JSON file whose members are lanes:
 *
 * <pre>{@code {"265e1040-85e01fb7": {"direction": "IN", "lotId": "LOT-1"}}}</pre>
 */
public final class LaneTable {

    /** A table without lanes. */
    public static final LaneTable EMPTY = new LaneTable(Map.of());

    private final Map<String, Map<String, Object>> lanes;

    private LaneTable(Map<String, Map<String, Object>> lanes) {
        this.lanes = lanes;
    }

    /**
     * Reads a table.
     *
     * @param name how people know the file
     * @throws MappingException names the lane's place and what is wrong with it
     */
    public static LaneTable parse(String name, byte[] json) throws MappingException {
        try {
            Map<String, Map<String, Object>> lanes = new HashMap<>();
            StrictJson.tree(json).properties().forEach(lane -> lanes.put(lane.getKey(), Map.of()));
            return new LaneTable(lanes);
        } catch (StrictJson.NotJsonException e) {
            throw new MappingException(name + ": " + e.getMessage());
        }
    }

    Optional<Map<String, Object>> lane(String id) {
        return Optional.ofNullable(lanes.get(id));
    }
}
