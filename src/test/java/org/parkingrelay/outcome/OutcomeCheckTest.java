package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parkingrelay.config.ConfigProblems;

class OutcomeCheckTest {

    private static List<String> problems(String topic) {
        ConfigProblems problems = new ConfigProblems();
        OutcomeCheck.run(() -> topic, List.of("letters", "none"), problems);
        return problems.lines();
    }

    @Test
    void a_topic_of_its_own_or_none_is_well() {
        assertThat(problems("parking.gate-events.outcomes")).isEmpty();
        assertThat(problems("none")).isEmpty();
        assertThat(OutcomeCheck.topic(() -> "none")).isEmpty();
        assertThat(OutcomeCheck.topic(() -> "outcomes")).contains("outcomes");
    }

    @Test
    void what_is_no_name_or_another_topic_is_told_with_the_mend() {
        assertThat(problems("two words"))
                .singleElement()
                .asString()
                .startsWith(
                        "relay.outcome.topic is no topic's name; set it to a name such as parking.gate-events.outcomes");
        assertThat(problems("letters"))
                .singleElement()
                .asString()
                .startsWith("relay.outcome.topic is letters, which holds other records");
    }
}
