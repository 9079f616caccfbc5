package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;

class OutcomeCheckTest {

    private static OutcomeConfig config(String topic, String events) {
        return new OutcomeConfig() {
            @Override
            public String topic() {
                return topic;
            }

            @Override
            public String events() {
                return events;
            }
        };
    }

    private static List<String> problems(String topic) {
        ConfigProblems problems = new ConfigProblems();
        OutcomeCheck.run(config(topic, "all"), List.of("letters", "none"), problems);
        return problems.lines();
    }

    @Test
    void a_topic_of_its_own_or_none_is_well() {
        assertThat(problems("parking.gate-events.outcomes")).isEmpty();
        assertThat(problems("none")).isEmpty();
        assertThat(OutcomeCheck.topic(config("none", "all"))).isEmpty();
        assertThat(OutcomeCheck.topic(config("outcomes", "all"))).contains("outcomes");
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

    @Test
    void of_which_events_is_one_of_two_words() {
        ConfigProblems problems = new ConfigProblems();
        OutcomeCheck.run(config("outcomes", "members"), List.of(), problems);
        assertThat(problems.lines()).isEmpty();

        OutcomeCheck.run(config("outcomes", "some"), List.of(), problems);
        assertThat(problems.lines())
                .containsExactly("relay.outcome.events is neither all nor members; set it to one of them");
    }

    @Test
    void of_members_leaves_out_only_cars_that_nobody_bound() {
        List<Disposition> told = new ArrayList<>();
        OutcomeLog all = (at, origin, place, event, disposition) -> told.add(disposition);
        List<Disposition> ended = List.of(
                new Disposition.Skipped(SkipReason.NOT_A_MEMBER),
                new Disposition.Skipped(SkipReason.DUPLICATE),
                Outcomes.forwarded("R-1"));

        ended.forEach(disposition -> all.ofMembers().ended(Instant.EPOCH, Outcomes.origin(1), 0, null, disposition));

        assertThat(told).isEqualTo(ended.subList(1, 3));
    }
}
