package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.testing.Settings;

class CredentialsTest {

    private static List<String> problems(String callsPerSecond) {
        ConfigProblems problems = new ConfigProblems();
        Credentials.load(
                new Settings().credential("calls-per-second", callsPerSecond).read(), Clock.systemUTC(), problems);
        return problems.lines().stream()
                .filter(line -> line.contains("calls-per-second"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001", "NaN", "Infinity"})
    void a_rate_that_cannot_be_meant_is_a_problem(String callsPerSecond) {
        assertThat(problems(callsPerSecond))
                .containsExactly("relay.wechatpay.credentials.\"main\".calls-per-second is not above 0 and at most"
                        + " 1000000; set it to a number such as 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.2", "10000", "1000000"})
    void a_rate_in_its_bounds_is_none(String callsPerSecond) {
        assertThat(problems(callsPerSecond)).isEmpty();
    }
}
