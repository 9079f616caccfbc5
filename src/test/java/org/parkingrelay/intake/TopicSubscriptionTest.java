package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.parkingrelay.config.ConfigProblems;

class TopicSubscriptionTest {

    @Test
    void names_are_a_list() {
        assertThat(TopicSubscription.of(" parking.gate-events.v1 , mb_park.in,").channelProperties())
                .isEqualTo(Map.of("topics", "parking.gate-events.v1,mb_park.in"));
    }

    @Test
    void one_expression_makes_an_expression_of_all() {
        Map<String, String> properties =
                TopicSubscription.of("parking.gate-events.v1,mb\\.park\\..*").channelProperties();

        assertThat(properties).containsEntry("pattern", "true").containsEntry("topics", "");
        Pattern pattern = Pattern.compile(properties.get("topic"));
        assertThat(pattern.matcher("mb.park.in").matches()).isTrue();
        assertThat(pattern.matcher("parking.gate-events.v1").matches()).isTrue();
        assertThat(pattern.matcher("parkingXgate-events.v1").matches()).isFalse();
    }

    @Test
    void a_subscription_that_would_read_dead_letters_is_a_problem() {
        for (String topics : List.of("events,letters", "let.*", "(a|letters)")) {
            ConfigProblems problems = new ConfigProblems();
            TopicSubscription.of(topics).check("letters", "retries", Optional.of("bindings"), problems);
            assertThat(problems.lines())
                    .singleElement()
                    .asString()
                    .startsWith("relay.intake.topics matches the dead-letter topic");
        }
        ConfigProblems none = new ConfigProblems();
        TopicSubscription.of("events,(?!letters$)let.*").check("letters", "retries", Optional.of("bindings"), none);
        assertThat(none.lines()).isEmpty();
    }

    @Test
    void a_subscription_that_would_read_another_topic_of_the_relays_own_is_a_problem() {
        ConfigProblems problems = new ConfigProblems();
        TopicSubscription.of("events,out.*,*wrong").checkNotRead("topic of outcomes", "outcomes", problems);
        assertThat(problems.lines())
                .singleElement()
                .asString()
                .startsWith("relay.intake.topics matches the topic of outcomes outcomes with 'out.*'");

        ConfigProblems none = new ConfigProblems();
        TopicSubscription.of("events,in.*").checkNotRead("topic of outcomes", "outcomes", none);
        assertThat(none.lines()).isEmpty();
    }

    @Test
    void a_subscription_that_would_read_the_retry_topic_at_once_is_a_problem() {
        ConfigProblems problems = new ConfigProblems();
        TopicSubscription.of("events,ret.*").check("letters", "retries", Optional.of("bindings"), problems);
        assertThat(problems.lines())
                .singleElement()
                .asString()
                .startsWith("relay.intake.topics matches the retry topic retries with 'ret.*'");
    }

    @Test
    void a_subscription_that_would_take_bindings_for_events_is_a_problem() {
        ConfigProblems problems = new ConfigProblems();
        TopicSubscription.of("events,bind.*").check("letters", "retries", Optional.of("bindings"), problems);
        TopicSubscription.of("events,bind.*").check("letters", "retries", Optional.empty(), problems);
        assertThat(problems.lines())
                .singleElement()
                .asString()
                .startsWith("relay.intake.topics matches the topic of the bindings bindings with 'bind.*'");
    }

    @Test
    void a_mapping_of_a_topic_that_is_not_read_is_a_problem() {
        ConfigProblems names = new ConfigProblems();
        TopicSubscription.of("vendor.in,vendor.out")
                .checkMapped(Set.of("vendor.in", "vendor\\..*", "vendor.night", "other\\..*"), names);
        assertThat(names.lines())
                .containsExactlyInAnyOrder(
                        "relay.intake.mappings.\"vendor.night\" is for a topic that is not read; add it to relay.intake.topics"
                                + " or remove the mapping",
                        "relay.intake.mappings.\"other\\..*\" is for a topic that is not read; add it to relay.intake.topics"
                                + " or remove the mapping");

        ConfigProblems patterns = new ConfigProblems();
        TopicSubscription.of("vendor\\..*,events").checkMapped(Set.of("vendor.in", "vendor\\.n.*", "other"), patterns);
        assertThat(patterns.lines())
                .singleElement()
                .asString()
                .startsWith("relay.intake.mappings.\"other\" is for a topic that is not read");
    }
}
