package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TestUsers;

/** What people do about dead letters by the API of the packaged jar, and who may. */
class RedrivesApiIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);

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
        mall = new TestMall(folder, BROKER, false)
                .member("粤B40001", "oRedriven")
                .withUsers(nobody.port());
        relay = RelayProcess.start(folder, mall.settings());
        await().atMost(SOON).until(() -> viewer.post("/api/redrives/list", "{}").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
        assertThat(relay.output()).doesNotContain("B40001", "B4000X", "oRedriven");
    }

    private static JsonNode answer(ApiClient client, String path, String body) throws IOException {
        HttpResponse<String> answer = client.post(path, body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains(detail);
    }

    private static void awaitFinished(String job) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(answer(viewer, "/api/redrives/get", "{\"job\":\"" + job + "\"}")
                                .get("state")
                                .asText())
                        .isEqualTo("finished"));
    }

    /** What the relay cannot read becomes a letter. */
    private static String letterOf(String value) {
        BROKER.publish(mall.events(), value);
        ConsumerRecord<byte[], byte[]> letter = BROKER.awaitRecord(
                mall.deadLetters(), SOON, record -> new String(record.value(), StandardCharsets.UTF_8).equals(value));
        return letter.partition() + "-" + letter.offset();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/redrives/preview, vera",
        "/api/redrives/list, vera",
        "/api/redrives/current, vera",
        "/api/redrives/get, vera",
        "/api/redrives/results, vera",
        "/api/redrives/start, otto",
        "/api/redrives/pause, otto",
        "/api/redrives/continue, otto",
        "/api/redrives/cancel, otto",
        "/api/dead-letters/discard, otto",
        "/api/dead-letters/restore, otto",
        "/api/dead-letters/edit, anna",
    })
    void each_address_needs_a_login_and_its_role(String path, String least) {
        List<String> order = List.of("vera", "otto", "anna");
        assertThat(nobody.post(path, "{}").statusCode()).isEqualTo(401);
        assertThat(nobody.as("vera", "wrong").post(path, "{}").statusCode()).isEqualTo(401);
        // Of a job that there is not, so that nothing happens.
        String body = path.startsWith("/api/dead-letters")
                ? "{}"
                : path.endsWith("start") || path.endsWith("preview")
                        ? "{\"kind\":\"none\"}"
                        : path.endsWith("list") || path.endsWith("current") ? "{}" : "{\"job\":\"none\"}";
        List<ApiClient> clients = List.of(viewer, operator, admin);
        for (int i = 0; i < clients.size(); i++) {
            int status = clients.get(i).post(path, body).statusCode();
            if (i < order.indexOf(least)) {
                assertThat(status).as(order.get(i)).isEqualTo(403);
            } else {
                assertThat(status).as(order.get(i)).isIn(200, 204, 400, 404);
            }
        }
        assertThat(admin.get(path).statusCode()).isEqualTo(405);
    }

    @Test
    void an_edited_letter_is_told_to_wechat_pay_and_a_mistyped_one_is_a_letter_again() throws IOException {
        String event = GateEvents.bare("粤B40001", "IN");
        String id = letterOf(event.replace("\"IN\"", "\"EIN\""));

        JsonNode job = answer(
                admin,
                "/api/dead-letters/edit",
                JSON.createObjectNode()
                        .put("id", id)
                        .put("value", event)
                        .put("reason", "a slip of the vendor's")
                        .toString());

        awaitFinished(job.get("id").asText());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mall.wechatpay().ledger().taken())
                        .anySatisfy(entry -> assertThat(entry.fields().openid()).isEqualTo("oRedriven")));
        JsonNode results = answer(
                viewer, "/api/redrives/results", "{\"job\":\"" + job.get("id").asText() + "\"}");
        assertThat(results.at("/results/0/id").asText()).isEqualTo(id);
        assertThat(results.at("/results/0/place").asText()).startsWith(mall.events() + "-");
        awaitAudit("\"user\":\"anna\"", "\"action\":\"edit_letter\"", "\"filter\":\"" + id + "\"");
    }

    private static void awaitAudit(String... parts) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(relay.output()
                                .lines()
                                .filter(line -> line.contains("\"loggerName\":\"org.parkingrelay.audit\"")))
                        .anySatisfy(line -> assertThat(line).contains(parts)));
    }

    @Test
    void a_letter_that_comes_back_says_how_often_and_is_left_out_at_last() throws IOException {
        String value = "no event B4000X";
        String id = letterOf(value);
        for (int times = 1; times <= 3; times++) {
            int redrives = times;
            JsonNode job = answer(operator, "/api/redrives/start", "{\"ids\":[\"" + id + "\"]}");
            awaitFinished(job.get("id").asText());
            ConsumerRecord<byte[], byte[]> again = BROKER.awaitRecord(
                    mall.deadLetters(),
                    SOON,
                    record -> TestBroker.header(record, "relay-redrives").equals(String.valueOf(redrives)));
            id = again.partition() + "-" + again.offset();
        }
        String ids = "{\"ids\":[\"" + id + "\"]}";
        assertThat(answer(viewer, "/api/redrives/preview", ids)
                        .get("quarantined")
                        .asInt())
                .isEqualTo(1);
        JsonNode left = answer(operator, "/api/redrives/start", ids);
        awaitFinished(left.get("id").asText());
        assertThat(answer(
                                viewer,
                                "/api/redrives/get",
                                "{\"job\":\"" + left.get("id").asText() + "\"}")
                        .get("quarantined")
                        .asInt())
                .isEqualTo(1);
        String forced = "{\"ids\":[\"" + id + "\"],\"force\":true}";
        assertProblem(operator.post("/api/redrives/start", forced), 403, "force needs the role admin");
        awaitFinished(answer(admin, "/api/redrives/start", forced).get("id").asText());
    }

    @Test
    void wrong_orders_are_told_by_their_field_and_what_is_not_there_is_not_found() throws IOException {
        assertProblem(operator.post("/api/redrives/start", "{\"rate\":0}"), 400, "rate is out of bounds");
        assertProblem(operator.post("/api/redrives/start", "{\"kind\":\"discard\"}"), 400, "reason is missing");
        assertProblem(operator.post("/api/redrives/start", "{\"ids\":[\"x\"]}"), 400, "ids holds what is no letter");
        assertProblem(operator.post("/api/redrives/start", "{\"ids\":[\"0-999999\"]}"), 404, "no letter 0-999999");
        assertProblem(operator.post("/api/redrives/pause", "{\"job\":\"nope\"}"), 404, "no job of this id");
        assertProblem(operator.post("/api/redrives/pause", "{}"), 400, "job is missing");
        assertProblem(viewer.post("/api/redrives/preview", "{\"cursor\":\"nonsense\"}"), 400, "cursor is none");
    }

    @Test
    void letters_are_discarded_and_restored_and_listed_so() throws IOException {
        String id = letterOf("no event to keep");
        String ids = "{\"ids\":[\"" + id + "\"],\"reason\":\"a test\"}";

        assertThat(answer(operator, "/api/dead-letters/discard", ids)
                        .get("changed")
                        .asInt())
                .isEqualTo(1);
        assertThat(viewer.post("/api/dead-letters/list", "{\"filter\":{\"states\":[\"discarded\"]}}")
                        .body())
                .contains("\"" + id + "\"");
        assertThat(answer(operator, "/api/dead-letters/restore", ids)
                        .get("changed")
                        .asInt())
                .isEqualTo(1);
        awaitAudit("\"user\":\"otto\"", "\"action\":\"discard_letters\"", "\"letters\":\"1\"");
    }
}
