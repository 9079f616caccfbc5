package org.parkingrelay.mapping;

import com.dashjoin.jsonata.Jsonata;

/** The functions that mappings may use beside JSONata's own. */
public final class MappingFunctions {

    private final LaneTable lanes;

    /**
     * Functions with a lane table.
     *
     * @param lanes what {@code $lane} looks in
     */
    public MappingFunctions(LaneTable lanes) {
        this.lanes = lanes;
    }

    void registerIn(Jsonata expression) {
        expression.registerFunction(
                "lane",
                (Object id) ->
                        id == null ? null : lanes.lane(String.valueOf(id)).orElse(null));
    }
}
