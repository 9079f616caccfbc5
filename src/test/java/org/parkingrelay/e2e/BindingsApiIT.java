package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TestUsers;

/** The operators' API of the packaged jar, at the most talkative level of every library. */
class BindingsApiIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FIND = "/api/bindings/find";
    private static final String BIND = "/api/bindings/bind";
    private static final String UNBIND = "/api/bindings/unbind";

    private static final String MEMBER = "oApiMember_uAJO_M2pxb1Q9zNjWeS6o";

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
        nobody = ApiClient.onFreePort();
        viewer = TestUsers.viewer(nobody);
        operator = TestUsers.operator(nobody);
        admin = TestUsers.admin(nobody);
        mall = new TestMall(folder, BROKER, false).withUsers(nobody.port());
        Map<String, String> settings = mall.settings();
        settings.put("quarkus.log.level", "TRACE");
        relay = RelayProcess.start(folder, settings);
    }

    /** No test, with what it sent and was answered, left a word of it in the log. */
    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
        assertThat(relay.output()).contains("\"level\":\"TRACE\"");
        for (String forbidden :
                List.of("B300", "oApiMember", "bm8tc3VjaDpw", "dmVyYTps", "see-all", "$2y$", "wrong-password")) {
            assertThat(relay.output().lines().filter(line -> line.contains(forbidden)))
                    .as(forbidden)
                    .isEmpty();
        }
    }

    private static String plate(String plate) {
        return "{\"circle\":\"mall\",\"plateNumber\":\"" + plate + "\"}";
    }

    private static String revealed(String plate) {
        return "{\"circle\":\"mall\",\"plateNumber\":\"" + plate + "\",\"reveal\":true}";
    }

    private static String binding(String plate, String openid) {
        return "{\"circle\":\"mall\",\"plateNumber\":\"" + plate + "\",\"openid\":\"" + openid + "\"}";
    }

    private static void assertAnswer(HttpResponse<String> answer, String json) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree(json));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).isEqualTo(detail);
        assertThat(problem.size()).isEqualTo(3);
    }

    private static List<String> auditLines() {
        return relay.output()
                .lines()
                .filter(line -> line.contains("\"loggerName\":\"org.parkingrelay.audit\""))
                .toList();
    }

    private static void awaitAudit(String... parts) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(auditLines())
                        .anySatisfy(line -> assertThat(line).contains(parts)));
    }

    @Test
    void a_plate_is_bound_for_the_very_next_event_and_unbound_for_the_one_after() throws IOException {
        mall.wechatpay().ledger().clear();
        long strangers = relay.records("skipped", "not_a_member");
        assertAnswer(operator.post(BIND, binding("粤B·30001", MEMBER)), "{\"result\":\"changed\"}");
        BROKER.publish(mall.events(), GateEvents.bare("粤B30001", "IN"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mall.wechatpay().ledger().taken())
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.fields().openid()).isEqualTo(MEMBER)));

        assertAnswer(operator.post(BIND, binding("粤B30001", MEMBER)), "{\"result\":\"unchanged\"}");
        assertAnswer(operator.post(UNBIND, binding("粤B30001", MEMBER)), "{\"ended\":1}");
        assertAnswer(operator.post(UNBIND, binding("粤B30001", MEMBER)), "{\"ended\":0}");
        BROKER.publish(mall.events(), GateEvents.bare("粤B30001", "OUT"));
        await().atMost(SOON).until(() -> relay.records("skipped", "not_a_member") == strangers + 1);
        assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
    }

    @Test
    void members_are_masked_and_only_an_admin_has_them_revealed() throws IOException {
        assertAnswer(viewer.post(FIND, plate("粤B30002")), "{\"plateNumber\":\"粤B***02\",\"members\":[]}");
        operator.post(BIND, binding("粤B30002", MEMBER));

        String masked = "{\"plateNumber\":\"粤B***02\",\"members\":[{\"openid\":\"oA***eS6o\"}]}";
        assertAnswer(viewer.post(FIND, plate("粤B30002")), masked);
        assertAnswer(operator.post(FIND, plate("粤B30002")), masked);
        assertAnswer(admin.post(FIND, plate("粤B30002")), masked);
        assertProblem(viewer.post(FIND, revealed("粤B30002")), 403, "reveal needs the role admin");
        assertProblem(operator.post(FIND, revealed("粤B30002")), 403, "reveal needs the role admin");
        assertAnswer(
                admin.post(FIND, revealed("粤B30002")),
                "{\"plateNumber\":\"粤B30002\",\"members\":[{\"openid\":\"" + MEMBER + "\"}]}");
        assertAnswer(admin.post(UNBIND, plate("粤B30002")), "{\"ended\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {FIND, BIND, UNBIND, "/api", "/api/other", "/api/openapi"})
    void without_a_login_or_with_a_wrong_one_nobody_gets_anything(String path) throws IOException {
        String detail = "expected is HTTP Basic with the name and password of one of relay.console.users-file";
        for (ApiClient client : List.of(
                nobody, nobody.as("vera", "wrong-password"), nobody.as("no-such", "password"), nobody.as("", ""))) {
            HttpResponse<String> answer = client.post(path, binding("粤B30003", MEMBER));

            assertProblem(answer, 401, detail);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(
                            challenge -> assertThat(challenge).startsWithIgnoringCase("Basic realm=\"Parking Relay\""));
        }
    }

    @Test
    void a_role_that_is_too_low_is_refused() throws IOException {
        String detail = "this needs a role that the user has not";
        assertProblem(viewer.post(BIND, binding("粤B30004", MEMBER)), 403, detail);
        assertProblem(viewer.post(UNBIND, binding("粤B30004", MEMBER)), 403, detail);
        assertProblem(viewer.post(UNBIND, "no json"), 403, detail);
    }

    /** Whoever comes with the API's login is nobody to the pages, and led to their sign-in. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/q/metrics", "/q/health", "/q/openapi", "/other"})
    void what_nobody_thought_of_nobody_may(String path) {
        assertThat(admin.post(path, "{}").statusCode()).isEqualTo(302);
    }

    @Test
    void other_addresses_methods_and_answers_are_problems_too() throws IOException {
        assertProblem(viewer.post("/api/other", "{}"), 404, "there is nothing at this address");
        assertProblem(viewer.get(FIND), 405, "expected is another method; all actions are POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/*",
                "*/*",
                "application/xml",
                ""
            })
    void what_is_not_said_to_be_json_is_not_taken(String type) throws IOException {
        assertProblem(
                operator.post(UNBIND, plate("粤B30005"), type),
                415,
                "Content-Type is another; expected is application/json");
    }

    @Test
    void json_may_name_its_charset() throws IOException {
        assertAnswer(operator.post(UNBIND, plate("粤B30005"), "application/json; charset=UTF-8"), "{\"ended\":0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"plateNumber\":\"粤B30006\",\"openid\":\"oApiMember\"} | circle is missing; expected is one of the two",
                "{\"circle\":\"oApiMember\",\"plateNumber\":\"粤B30006\",\"openid\":\"o\"} | circle is not configured; expected is one of mall",
                "{\"circle\":\"mall\",\"plateNumber\":\"粤B3000\",\"openid\":\"oApiMember\"} | plateNumber is not legible (TOO_SHORT); expected is a plate such as 粤B12345",
                "{\"circle\":\"mall\",\"plateNumber\":\"粤B30006\",\"openid\":\"oApiMember!\"} | openid is none; expected are 1 to 64 letters, digits, hyphens and underscores",
                "{\"circle\":\"mall\",\"plateNumber\":\"粤B30006\",\"openID\":\"oApiMember\"} | openID is not known; expected are [appId, circle, openid, plateNumber]",
                "{\"circle\":\"mall\",\"plateNumber\":[\"粤B30006\"]} | plateNumber has the wrong type; expected is a text",
                "{\"circle\":\"mall\",\"plateNumber\":粤B30006} | the body is no JSON; expected is one object, each field at most once",
                "'' | the body is something else in JSON; expected is one object and nothing after it",
            })
    void a_wrong_body_is_told_by_the_field_and_not_by_the_value(String body, String detail) throws IOException {
        assertProblem(operator.post(BIND, body), 400, detail);
    }

    @Test
    void a_body_that_is_too_large_is_not_read() {
        assertThat(operator.post(BIND, plate("粤B30007".repeat(120_000))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void the_audit_log_tells_who_did_what() {
        operator.post(BIND, binding("粤B30008", MEMBER));
        operator.post(FIND, plate("粤B30008"));
        admin.post(FIND, revealed("粤B30008"));
        operator.post(UNBIND, plate("粤B30008"));
        viewer.post(BIND, binding("粤B30008", MEMBER));
        nobody.post(BIND, binding("粤B30008", MEMBER));

        String mallOf = "\"circle\":\"mall\"";
        awaitAudit("\"user\":\"otto\"", "\"action\":\"bind\"", mallOf, "\"result\":\"changed\"", "\"members\":\"1\"");
        awaitAudit("\"user\":\"otto\"", "\"action\":\"find_members\"", mallOf, "\"result\":\"found\"");
        awaitAudit("\"user\":\"anna\"", "\"action\":\"reveal_members\"", mallOf, "\"result\":\"found\"");
        awaitAudit("\"user\":\"otto\"", "\"action\":\"unbind\"", mallOf, "\"result\":\"changed\"", "\"members\":\"1\"");
        awaitAudit("\"user\":\"vera\"", "\"result\":\"refused\"", "\"status\":\"403\"");
        awaitAudit("\"result\":\"refused\"", "\"status\":\"401\"");
    }

    @Test
    void health_and_metrics_stay_where_they_are_without_a_login() {
        assertThat(relay.page("/q/health/ready")).contains("\"UP\"");
        assertThat(relay.page("/q/metrics")).contains("relay_intake_in_flight");
        assertThat(relay.page("/api/bindings/find")).contains("Resource not found");
    }

    @Test
    void a_store_that_does_not_answer_is_told_and_may_be_asked_again(@TempDir Path other) throws IOException {
        ApiClient client = TestUsers.operator(ApiClient.onFreePort());
        try (RedisProcess redis = RedisProcess.start(other);
                TestMall second =
                        new TestMall(other, BROKER, false).on(redis.host()).withUsers(client.port());
                RelayProcess away = RelayProcess.start(other, second.settings())) {
            assertAnswer(client.post(BIND, binding("粤B30009", MEMBER)), "{\"result\":\"changed\"}");
            redis.pause();
            for (String path : List.of(FIND, UNBIND)) {
                HttpResponse<String> answer = client.post(path, plate("粤B30009"));

                assertProblem(answer, 503, "the store does not answer (timeout); try again in a while");
                assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            }
            redis.resume();
            await().atMost(SOON)
                    .untilAsserted(() -> assertAnswer(client.post(UNBIND, plate("粤B30009")), "{\"ended\":1}"));
            assertThat(away.output()).contains("\"action\":\"unbind\"", "\"result\":\"unavailable\"");
        }
    }

    @Test
    void without_users_the_port_is_closed(@TempDir Path other) {
        ApiClient client = ApiClient.onFreePort();
        try (TestMall plain =
                        new TestMall(other, BROKER, false).with("quarkus.http.port", String.valueOf(client.port()));
                RelayProcess closed = RelayProcess.start(other, plain.settings())) {
            assertThat(client.isListening()).isFalse();
            assertThat(closed.page("/q/health/ready")).contains("\"UP\"");
            assertThat(nobody.isListening()).isTrue();
        }
    }

    @Test
    void users_that_are_wrong_stop_the_start_without_being_shown(@TempDir Path other) throws IOException {
        Path users = Files.writeString(other.resolve("users"), "otto:plaintext:operator\n");
        try (TestMall plain = new TestMall(other, BROKER, false).with("relay.console.users-file", users.toString());
                RelayProcess failing = RelayProcess.launch(other, plain.settings())) {
            assertThat(failing.awaitEnd()).isEqualTo(1);
            assertThat(failing.output())
                    .contains(
                            "relay.console.users-file has no bcrypt hash of a cost of 4 to 15 in the second field of line 1;")
                    .doesNotContain("otto", "plaintext", "\tat ");
        }
    }

    @Test
    void a_self_test_beside_it_needs_neither_port_nor_store() {
        try (RelayProcess test = RelayProcess.launch(folder, mall.settings(), Map.of(), "self-test")) {
            assertThat(test.awaitEnd()).as(test.output()).isZero();
        }
    }
}
