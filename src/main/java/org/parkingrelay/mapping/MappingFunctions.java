package org.parkingrelay.mapping;

import com.dashjoin.jsonata.Jsonata;
import java.util.function.Supplier;

/** The functions that mappings may use beside JSONata's own. */
public final class MappingFunctions {

    private final Supplier<LaneTable> lanes;

    /**
     * Functions with a lane table.
     *
     * @param lanes what {@code $lane} looks in
     */
    public MappingFunctions(LaneTable lanes) {
        this(() -> lanes);
    }

    /** Functions with a lane table that may change. */
    MappingFunctions(Supplier<LaneTable> lanes) {
        this.lanes = lanes;
    }

    void registerIn(Jsonata expression) {
        expression.registerFunction(
                "lane",
                (Object id) ->
                        id == null ? null : lanes.get().lane(String.valueOf(id)).orElse(null));
    }
}
