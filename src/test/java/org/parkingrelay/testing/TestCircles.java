package org.parkingrelay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.circle.CirclesConfig;
import org.parkingrelay.circle.LotsConfig;
import org.parkingrelay.config.ConfigProblems;

/** One mall with one car park, as keys and as what is read from them. */
public final class TestCircles {

    /** {@code LOT-1} belongs to {@code mall}. */
    public static final Map<String, String> SETTINGS = Map.of(
            "relay.circles.\"mall\".app-id", "wx931386123456789e",
            "relay.circles.\"mall\".brand-id", "1000",
            "relay.circles.\"mall\".credential", "main",
            "relay.lots.\"LOT-1\"", "mall");

    private TestCircles() {}

    public static Circles read() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(CirclesConfig.class)
                .withMapping(LotsConfig.class)
                .withSources(new PropertiesConfigSource(SETTINGS, "test", 100))
                .build();
        ConfigProblems problems = new ConfigProblems();
        Circles circles = Circles.from(
                config.getConfigMapping(CirclesConfig.class), config.getConfigMapping(LotsConfig.class), problems);
        assertThat(problems.lines()).isEmpty();
        return circles;
    }
}
