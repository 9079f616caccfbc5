package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.DeadLetters;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TestUsers;

/** Dead letters over HTTP, of a relay that serves. */
class DeadLettersApiIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LIST = "/api/dead-letters/list";
    private static final String GROUPS = "/api/dead-letters/groups";
    private static final String SHOW = "/api/dead-letters/show";
    private static final String OF_CAR = "/api/dead-letters/of-car";
    private static final String STREAM = "/api/dead-letters/stream";

    private static final String NOBODY =
            "expected is HTTP Basic with the name and password of one of relay.console.users-file";
    private static final int MANY = 20_000;
    /** So that what a relay writes now is newer, and retention has not come yet. */
    private static Instant longAgo;

    @TempDir
    static Path folder;

    private static TestMall mall;
    private static RelayProcess relay;
    private static ApiClient nobody;
    private static ApiClient viewer;
    private static ApiClient operator;
    private static ApiClient admin;

    @BeforeAll
    static void start() throws IOException {
        longAgo = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(2));
        nobody = ApiClient.onFreePort();
        viewer = TestUsers.viewer(nobody);
        operator = TestUsers.operator(nobody);
        admin = TestUsers.admin(nobody);
        mall = new TestMall(folder, BROKER, false).withUsers(nobody.port());
        for (int second = 0; second < MANY; second++) {
            BROKER.publishLater(DeadLetters.rejected("PARAM_ERROR", 1, event("京C" + (10_000 + second)))
                    .record(mall.deadLetters(), 0, longAgo.plusSeconds(second)));
        }
        BROKER.flush();
        Map<String, String> settings = mall.settings();
        settings.put("quarkus.log.level", "TRACE");
        relay = RelayProcess.start(folder, settings);
        BROKER.publish(mall.events(), GateEvents.of("e-far", "LOT-9", "粤B40001", "IN", Instant.now(), ""));
        await().atMost(SOON).until(() -> relay.records("dead_lettered", "unknown_lot") == 1);
    }

    /** The hashes were made by {@code htpasswd -nbBC 4}. */
    private static String users(Path folder) throws IOException {
        return Files.writeString(folder.resolve("users"), """
                vera:$2y$04$19U2xxiq/zqfGZPHDArEC.o3rRZrOsGftpLcxaC1drJstM11Nf71q:viewer
                otto:$2y$04$qmPWjbzdmzLt1WSFYl7N8.rjYRNX5qKGTsNECmnozJ1nSgzfT88WG:operator
                anna:$2y$04$QsnlVmCeaVixK1PnVfOyQer0om3RHRHdpXWo9sgyg9/cxBepFp4PG:admin
                """).toString();
    }

    private static String event(String plate) {
        return GateEvents.bare(plate, "IN", Instant.parse("2026-03-01T02:15:30Z"));
    }

    /** No test, with what it asked and was answered, left a plate in the log. */
    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
        assertThat(relay.output()).contains("\"level\":\"TRACE\"");
        for (String forbidden : List.of("B40001", "京C1", "京C2", "look-here")) {
            assertThat(relay.output().lines().filter(line -> line.contains(forbidden)))
                    .as(forbidden)
                    .isEmpty();
        }
    }

    private static JsonNode answer(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(response.body()).get("detail").asText()).isEqualTo(detail);
    }

    private static void awaitAudit(String... parts) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(relay.output()
                                .lines()
                                .filter(line -> line.contains("\"loggerName\":\"org.parkingrelay.audit\"")))
                        .anySatisfy(line -> assertThat(line).contains(parts)));
    }

    @Test
    void the_newest_letter_comes_first_with_what_the_relay_wrote_and_masked() throws IOException {
        JsonNode page = answer(viewer.post(LIST, "{\"limit\":2}"));

        assertThat(page.get("letters")).hasSize(2);
        JsonNode newest = page.get("letters").get(0);
        assertThat(newest.get("reason").asText()).isEqualTo("UNKNOWN_LOT");
        assertThat(newest.get("state").asText()).isEqualTo("open");
        assertThat(newest.at("/events/0/plate").asText()).isEqualTo("粤B***01");
        assertThat(newest.at("/events/0/lot").asText()).isEqualTo("LOT-9");
        assertThat(Instant.parse(newest.get("at").asText()))
                .isAfter(Instant.now().minusSeconds(300));
        assertThat(page.get("total").asLong()).isEqualTo(MANY + 1);
        assertThat(page.get("scanned").asLong()).isEqualTo(2);
        JsonNode following = answer(viewer.post(
                LIST, "{\"limit\":2,\"cursor\":\"" + page.get("next").asText() + "\"}"));
        assertThat(following.at("/letters/0/at").asText())
                .isEqualTo(longAgo.plusSeconds(MANY - 2).toString());
        assertThat(page.has("note")).isFalse();
    }

    @Test
    void letters_are_found_by_filter_and_shown_with_advice() throws IOException {
        JsonNode page = answer(viewer.post(
                LIST, "{\"filter\":{\"reasons\":[\"UNKNOWN_LOT\"],\"lot\":\"LOT-9\",\"plateNumber\":\"粤B·40001\"}}"));
        String id = page.at("/letters/0/id").asText();

        JsonNode letter = answer(viewer.post(SHOW, "{\"id\":\"" + id + "\"}"));

        assertThat(letter.at("/advice/en/toDo").asText()).startsWith("Add relay.lots.\"<lotId>\"");
        assertThat(letter.at("/advice/zh/why").asText()).contains("停车场");
        assertThat(letter.at("/value/text").asText()).contains("粤B***01").doesNotContain("40001");
        assertThat(letter.has("hex")).isFalse();
        assertThat(letter.at("/reading/0/kind").asText()).isEqualTo("event");
        assertThat(letter.at("/headers").findValuesAsText("name")).contains("relay-reason", "dead-letter-topic");
    }

    @Test
    void only_an_admin_has_plates_revealed_and_the_audit_log_tells() throws IOException {
        String request = "{\"reveal\":true,\"limit\":1}";
        String id =
                answer(viewer.post(LIST, "{\"limit\":1}")).at("/letters/0/id").asText();
        String one = "{\"id\":\"" + id + "\",\"reveal\":true}";
        String car = "{\"plateNumber\":\"粤B40001\",\"reveal\":true}";
        for (ApiClient who : List.of(viewer, operator)) {
            assertProblem(who.post(LIST, request), 403, "reveal needs the role admin");
            assertProblem(who.post(SHOW, one), 403, "reveal needs the role admin");
            assertProblem(who.post(OF_CAR, car), 403, "reveal needs the role admin");
            assertProblem(who.post(STREAM, request), 403, "reveal needs the role admin");
        }
        assertThat(answer(admin.post(LIST, request))
                        .at("/letters/0/events/0/plate")
                        .asText())
                .isEqualTo("粤B40001");
        JsonNode letter = answer(admin.post(SHOW, one));
        assertThat(letter.at("/value/text").asText()).contains("粤B40001");
        assertThat(letter.get("hex").asText()).startsWith("00000000  7b 22");

        awaitAudit("\"user\":\"anna\"", "\"action\":\"reveal_letters\"", "\"result\":\"done\"", "\"letters\":\"1\"");
        awaitAudit("\"user\":\"anna\"", "\"action\":\"reveal_letter\"", "\"result\":\"done\"");
        awaitAudit("\"user\":\"otto\"", "\"result\":\"refused\"", "\"status\":\"403\"");
    }

    @Test
    void the_audit_log_tells_the_filter_without_what_was_typed() throws IOException {
        answer(operator.post(
                LIST, "{\"filter\":{\"reasons\":[\"INVALID\"],\"text\":\"look-here\",\"plateNumber\":\"粤B40001\"}}"));

        awaitAudit(
                "\"user\":\"otto\"",
                "\"action\":\"list_letters\"",
                "\"filter\":\"reasons=INVALID states=open plate text\"",
                "\"letters\":\"0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, GROUPS, SHOW, OF_CAR, STREAM})
    void without_a_login_nobody_gets_anything(String path) throws IOException {
        for (ApiClient client : List.of(nobody, nobody.as("vera", "wrong"), nobody.as("no-such", "look"))) {
            assertProblem(client.post(path, "{}"), 401, NOBODY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, GROUPS, STREAM})
    void whoever_may_look_may_look(String path) {
        for (ApiClient client : List.of(viewer, operator, admin)) {
            assertThat(client.post(path, "{\"filter\":{\"reasons\":[\"UNKNOWN_LOT\"]}}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, GROUPS, SHOW, OF_CAR, STREAM})
    void only_json_is_taken(String path) throws IOException {
        assertProblem(
                viewer.post(path, "{}", "text/plain"), 415, "Content-Type is another; expected is application/json");
        assertProblem(viewer.get(path), 405, "expected is another method; all actions are POST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                LIST
                        + "   | {\"filter\":{\"reasons\":[\"粤B40001\"]}} | reasons has one that is not known; expected are of [FUTURE_TIME, INVALID, REJECTED, RETRIES_EXHAUSTED, UNDECODABLE, UNKNOWN_LOT]",
                LIST
                        + "   | {\"limit\":\"粤B40001\"}                | limit has the wrong type; expected is a whole number",
                LIST
                        + "   | {\"limit\":500}                         | limit is out of range; expected is a number from 1 to 200",
                GROUPS
                        + " | {\"cursor\":\"粤B40001\"}               | cursor is none; expected is the next of the answer before",
                SHOW
                        + "   | {}                                      | id is none; expected is partition-offset such as 0-1234",
                OF_CAR
                        + " | {}                                      | plateNumber is missing; expected is a plate such as 粤B12345",
                STREAM
                        + " | {\"limit\":0}                           | limit is out of range; expected is a number from 1 on",
            })
    void what_is_wrong_is_told_by_the_field(String path, String body, String detail) throws IOException {
        assertProblem(viewer.post(path, body), 400, detail);
    }

    @Test
    void a_letter_that_is_not_there_is_told() throws IOException {
        assertProblem(
                viewer.post(SHOW, "{\"id\":\"0-999999999\"}"),
                404,
                "there is no dead letter of this id, or Kafka has it no more");
    }

    @Test
    void groups_count_all_letters_by_slices() throws IOException {
        long letters = 0;
        String cursor = "";
        do {
            JsonNode page = answer(viewer.post(GROUPS, "{\"cursor\":\"" + cursor + "\"}"));
            for (JsonNode group : page.get("groups")) {
                letters += group.get("letters").asLong();
            }
            cursor = page.path("next").asText();
        } while (!cursor.isEmpty());

        assertThat(letters).isEqualTo(MANY + 1);
    }

    @Test
    void the_letters_of_a_car_are_found_among_all() throws IOException {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = answer(viewer.post(OF_CAR, "{\"plateNumber\":\"京C10007\",\"cursor\":\"" + cursor + "\"}"));
            page.get("letters").forEach(letter -> ids.add(letter.get("id").asText()));
            cursor = page.path("next").asText();
        } while (!cursor.isEmpty());

        assertThat(ids).containsExactly("0-7");
    }

    @Test
    void a_stream_is_a_page_to_a_line_with_how_far_it_is() throws IOException {
        HttpResponse<String> response = viewer.post(STREAM, "{\"limit\":450}");

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
        long letters = 0;
        long scanned = 0;
        List<String> lines = response.body().lines().toList();
        for (String line : lines) {
            JsonNode page = JSON.readTree(line);
            letters += page.get("letters").size();
            assertThat(page.get("scanned").asLong()).isGreaterThan(scanned);
            scanned = page.get("scanned").asLong();
        }
        assertThat(lines).hasSize(3);
        assertThat(letters).isEqualTo(450);
        awaitAudit("\"user\":\"vera\"", "\"action\":\"walk_letters\"", "\"result\":\"done\"", "\"letters\":\"450\"");
    }

    @Test
    void a_stream_ends_when_its_reader_goes_away() throws IOException {
        try (InputStream body = operator.open(STREAM, "{}")) {
            String line = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)).readLine();
            assertThat(JSON.readTree(line).get("total").asLong()).isEqualTo(MANY + 1);
        }

        awaitAudit("\"user\":\"otto\"", "\"action\":\"walk_letters\"", "\"result\":\"stopped\"");
    }

    @Test
    void a_topic_that_is_not_there_is_told_and_not_made(@TempDir Path other) throws IOException {
        ApiClient client = ApiClient.onFreePort();
        try (TestMall second = new TestMall(other, BROKER, false)
                        .with("relay.console.users-file", users(other))
                        .with("relay.dead-letter.topic", "no-such-topic")
                        .with("quarkus.http.port", String.valueOf(client.port()));
                RelayProcess missing = RelayProcess.start(other, second.settings())) {
            JsonNode page = answer(client.as("vera", "look").post(LIST, "{}"));

            assertThat(page.get("letters")).isEmpty();
            assertThat(page.get("note").asText())
                    .isEqualTo("there is no topic no-such-topic, so there are no dead letters");
            assertThat(BROKER.hasTopic("no-such-topic")).isFalse();
            assertThat(missing.isAlive()).isTrue();
        }
    }
}
