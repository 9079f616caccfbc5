package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.config.ConfigProblems;

class IntakeCheckTest {

    private static List<String> problems(Map<String, String> settings, String retryTopic) {
        IntakeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 500, new DurationConverter())
                .withConverter(MemorySize.class, 500, new MemorySizeConverter())
                .withMapping(IntakeConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(IntakeConfig.class);
        ConfigProblems problems = new ConfigProblems();
        IntakeCheck.run(config, "letters", retryTopic, Optional.of("bindings"), problems);
        return problems.lines();
    }

    @Test
    void the_defaults_pass() {
        assertThat(problems(Map.of(), "retries")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "relay.intake.max-in-flight, 0",
        "relay.intake.max-bytes-in-flight, 0",
        "relay.intake.max-window, 0",
        "relay.intake.drain-timeout, 301s",
        "relay.intake.drain-timeout, PT-1S",
        "relay.intake.topics, 'events,retries'"
    })
    void what_cannot_be_is_a_problem(String key, String value) {
        assertThat(problems(Map.of(key, value), "retries"))
                .singleElement()
                .asString()
                .startsWith(key);
    }

    @Test
    void the_retry_topic_is_not_the_dead_letter_topic() {
        assertThat(problems(Map.of(), "letters"))
                .singleElement()
                .asString()
                .startsWith("relay.retry.topic is the dead-letter topic letters");
    }
}
