package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.DeadLetters;
import org.parkingrelay.testing.JarCommand;
import org.parkingrelay.testing.JarCommand.Result;
import org.parkingrelay.testing.TestBroker;

/** {@code java -jar quarkus-run.jar dead-letters}, as an operator or a job runs it. */
class DeadLettersCommandIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC =
            "command-" + UUID.randomUUID().toString().substring(0, 8);
    private static final Instant START = Instant.parse("2026-03-01T02:16:00Z");

    @TempDir
    Path folder;

    @BeforeAll
    static void write() {
        BROKER.createTopic(TOPIC, 1);
        BROKER.publish(DeadLetters.rejected("PARAM_ERROR", 3, event("粤B73915", "LOT-1"))
                .record(TOPIC, 0, START));
        BROKER.publish(DeadLetters.of("UNKNOWN_LOT", "lotId: no circle is configured", event("京A10086", "LOT-9"))
                .record(TOPIC, 0, START.plusSeconds(60)));
        BROKER.publish(DeadLetters.of("UNDECODABLE", "not JSON: line 1\u001b[31m", "粤B73915")
                .record(TOPIC, 0, START.plusSeconds(120)));
    }

    private static String event(String plate, String lot) {
        return """
                {"eventId":"e-7","direction":"IN","plateNumber":"%s","lotId":"%s","occurredAt":"2026-03-01T10:15:30+08:00"}""".formatted(plate, lot);
    }

    private Result run(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        return new JarCommand(
                        folder,
                        Map.of("kafka.bootstrap.servers", BROKER.bootstrapServers(), "relay.dead-letter.topic", TOPIC))
                .run(input, all);
    }

    @Test
    void the_list_is_for_people_newest_first_and_masked() {
        Set<String> groups = BROKER.groups();

        Result result = run("", "list");

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.output()).isEqualTo("""
                0-2  2026-03-01T10:18:00+08:00  UNDECODABLE
                    why      not JSON: line 1�[31m
                0-1  2026-03-01T10:17:00+08:00  UNKNOWN_LOT
                    why      lotId: no circle is configured
                    event    IN  京A***86  LOT-9  2026-03-01T10:15:30+08:00
                0-0  2026-03-01T10:16:00+08:00  REJECTED  PARAM_ERROR  400  mall
                    why      WeChat Pay rejected the report: the openid is wrong
                    event    IN  粤B***15  LOT-1  2026-03-01T10:15:30+08:00
                """);
        assertThat(BROKER.groups()).isEqualTo(groups);
    }

    @Test
    void a_filter_a_limit_and_json_are_for_tools() throws IOException {
        Result filtered = run("", "list", "--reason", "REJECTED,UNKNOWN_LOT", "--lot", "LOT-1", "--json");
        Result limited = run("", "list", "--limit", "1", "--json");

        JsonNode letter = JSON.readTree(filtered.output());
        assertThat(filtered.output().lines()).hasSize(1);
        assertThat(letter.get("id").asText()).isEqualTo("0-0");
        assertThat(letter.get("at").asText()).isEqualTo("2026-03-01T02:16:00Z");
        assertThat(letter.at("/events/0/plate").asText()).isEqualTo("粤B***15");
        assertThat(JSON.readTree(limited.output()).get("id").asText()).isEqualTo("0-2");
    }

    @Test
    void plates_are_shown_to_who_asks_for_it_and_the_audit_log_tells() {
        Result result = run("粤B·73915\n", "of-car", "--plate", "-", "--reveal");

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .startsWith("0-0  ")
                .contains("IN  粤B73915  LOT-1")
                .doesNotContain("0-1", "0-2");
        assertThat(result.errors().lines())
                .singleElement()
                .asString()
                .contains("org.parkingrelay.audit", "reveal_letters", "command:", "\"letters\":\"1\"")
                .doesNotContain("73915");
    }

    @Test
    void groups_have_counts_and_a_name_that_filters_by_them() {
        Result groups = run("", "groups", "--code", "PARAM_ERROR");

        assertThat(groups.status()).isZero();
        assertThat(groups.output())
                .startsWith("1x  REJECTED  PARAM_ERROR  400  mall\n    why      WeChat Pay rejected")
                .contains("    sample   0-0\n");
        String cause = groups.output()
                .lines()
                .filter(line -> line.contains("cause"))
                .map(line -> line.strip().split(" +")[1])
                .findFirst()
                .orElseThrow();
        assertThat(run("", "list", "--cause", cause).output()).startsWith("0-0  ");
    }

    @Test
    void one_letter_is_shown_with_what_to_do() {
        Result masked = run("", "show", "0-0");
        Result revealed = run("", "show", "0-2", "--reveal");

        assertThat(masked.status()).isZero();
        assertThat(masked.output())
                .contains("    to do    See the explanation, and look up the members")
                .contains("    from     parking.gate-events.v1-2-4711\n")
                .contains("    header   relay-code: PARAM_ERROR\n")
                .contains("\"plateNumber\": \"粤B***15\"")
                .doesNotContain("73915");
        assertThat(revealed.output()).contains("    value    粤B73915\n", "    bytes    00000000  e7 b2 a4 42");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | Missing required subcommand",
                "nonsense                | Unmatched argument at index 1: 'nonsense'",
                "list --reason NONSENSE  | --reason has one that is not known; expected are of",
                "list --from yesterday   | --from is no time; expected is one with its offset",
                "list --min-attempts x   | Invalid value for option '--min-attempts'",
                "list --limit -1         | --limit: expected a number from 0 on",
                "show seven              | ID: expected partition-offset such as 0-1234",
                "show                    | Missing required parameter: 'ID'",
                "of-car                  | Missing required option: '--plate=PLATE'",
                "of-car --plate B1       | --plate is not legible",
            })
    void wrong_arguments_are_told_and_end_with_2(String arguments, String told) {
        Result result = run("", arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(result.status()).as(result.errors()).isEqualTo(2);
        assertThat(result.errors()).startsWith(told);
        assertThat(result.output()).isEmpty();
    }

    @Test
    void what_is_not_there_ends_with_1() {
        Result missing = run("", "show", "0-77");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.errors()).isEqualTo("there is no dead letter of this id, or Kafka has it no more\n");

        Result away = new JarCommand(folder, Map.of("kafka.bootstrap.servers", "localhost:" + ChildProcess.freePort()))
                .run("", List.of("dead-letters", "list"));
        assertThat(away.status()).isEqualTo(1);
        assertThat(away.errors())
                .isEqualTo("Kafka does not answer; try again in a while, and check kafka.bootstrap.servers\n");
    }

    @Test
    void a_topic_that_is_not_there_has_no_letters() {
        Result result = new JarCommand(
                        folder,
                        Map.of(
                                "kafka.bootstrap.servers",
                                BROKER.bootstrapServers(),
                                "relay.dead-letter.topic",
                                "no-such-letters"))
                .run("", List.of("dead-letters", "list"));

        assertThat(result.status()).isZero();
        assertThat(result.errors()).isEqualTo("there is no topic no-such-letters, so there are no dead letters\n");
    }

    @Test
    void help_says_what_there_is() {
        assertThat(run("", "--help").output()).contains("list", "groups", "show", "of-car", "Ends with 0");
        assertThat(run("", "list", "--help").output()).contains("--min-attempts", "--reveal", "--state");
    }
}
