package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/letters", "/letters/", "/letters/0-12", "/redrives/2f-1/results"})
    void pages_are_own(String path) {
        assertThat(OwnPath.is(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "letters",
                "//evil.example",
                "//evil",
                "/a//b",
                "/\\evil",
                "/letters?x=1",
                "/A",
                "https://x",
                "/a."
            })
    void all_else_is_not(String path) {
        assertThat(OwnPath.is(path)).isFalse();
    }

    @Test
    void a_path_that_is_missing_or_too_long_is_not() {
        assertThat(OwnPath.is(null)).isFalse();
        assertThat(OwnPath.is("/" + "a".repeat(199))).isTrue();
        assertThat(OwnPath.is("/" + "a".repeat(200))).isFalse();
    }

    @Test
    @Timeout(5)
    void a_long_path_costs_no_time_and_no_stack() {
        for (String path : new String[] {"/a".repeat(2_000_000) + "!", "/" + "a".repeat(4_000_000) + "!"}) {
            long before = System.nanoTime();
            assertThat(OwnPath.is(path)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        }
    }
}
