package org.parkingrelay.circle;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Which car park belongs to which business circle. */
@ConfigMapping(prefix = "relay.lots")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface LotsConfig {

    /**
     * The circle of a car park, by the `lotId` of its events. The lot `"*"` stands for all that are not named; without it, an
     * event of a lot that is not named goes to the dead-letter topic as `UNKNOWN_LOT`. All in one: `relay.lots=LOT-1=mall;*=other`.
     */
    @WithParentName
    @ConfigDocMapKey("lotId")
    Map<String, String> lots();
}
