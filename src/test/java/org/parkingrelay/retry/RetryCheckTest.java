package org.parkingrelay.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.config.ConfigProblems;

class RetryCheckTest {

    private static List<String> problems(Map<String, String> settings) {
        RetryConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 500, new DurationConverter())
                .withMapping(RetryConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(RetryConfig.class);
        ConfigProblems problems = new ConfigProblems();
        RetryCheck.run(config, problems);
        return problems.lines();
    }

    @Test
    void the_defaults_pass() {
        assertThat(problems(Map.of())).isEmpty();
        assertThat(problems(Map.of("relay.retry.budget", "0s", "relay.retry.delay", "1h")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "relay.retry.delay, 0s",
        "relay.retry.delay, 61m",
        "relay.retry.budget, 61m",
        "relay.retry.topic, no topic",
        "relay.retry.topic, ..",
        "relay.retry.backoff.initial, 0s"
    })
    void what_cannot_be_is_a_problem(String key, String value) {
        assertThat(problems(Map.of(key, value))).singleElement().asString().startsWith(key + " is ");
    }
}
