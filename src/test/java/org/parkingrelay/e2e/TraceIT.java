package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.JarCommand;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TestUsers;

/** "She parked, why no points?" and the overview, asked of the packaged jar. */
class TraceIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HISTORY = "/api/cars/history";
    private static final String RESUME = "/api/lanes/resume";

    private static final String TAKEN = "粤B40001";
    private static final String STRANGER = "粤B40002";
    private static final String REJECTED = "粤B40003";
    private static final String WAITING = "粤B40004";
    private static final String BESIDE = "粤B40005";
    private static final String PAUSED = "粤B40006";

    @TempDir
    static Path folder;

    private static TestMall mall;
    private static Map<String, String> settings;
    private static RelayProcess relay;
    private static ApiClient nobody;
    private static ApiClient viewer;
    private static ApiClient operator;

    @BeforeAll
    static void start() throws IOException {
        nobody = ApiClient.onFreePort();
        viewer = TestUsers.viewer(nobody);
        operator = TestUsers.operator(nobody);
        mall = new TestMall(folder, BROKER, false)
                .withUsers(nobody.port())
                .with("relay.delivery.hash-key-file", secret(folder))
                .with("relay.retry.budget", "1s")
                .with("relay.retry.delay", "1s")
                .member(TAKEN, "oTraceTaken_123456")
                .member(REJECTED, "oTraceRejected_123456")
                .member(WAITING, "oTraceWaiting_123456")
                .member(BESIDE, "oTraceBeside_123456")
                .member(PAUSED, "oTracePaused_123456")
                .member("粤B40011", "oTraceUnnamed_123456");
        settings = mall.settings();
        relay = RelayProcess.start(folder, settings);
    }

    /** The hashes were made by {@code htpasswd -nbBC 4}. */
    private static String users(Path folder) throws IOException {
        return Files.writeString(folder.resolve("users"), """
                vera:$2y$04$19U2xxiq/zqfGZPHDArEC.o3rRZrOsGftpLcxaC1drJstM11Nf71q:viewer
                otto:$2y$04$qmPWjbzdmzLt1WSFYl7N8.rjYRNX5qKGTsNECmnozJ1nSgzfT88WG:operator
                """).toString();
    }

    private static String secret(Path folder) throws IOException {
        return Files.writeString(folder.resolve("hash.key"), "0123456789abcdef0123456789abcdef")
                .toString();
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
        assertThat(relay.output()).doesNotContain("B4000", "oTrace");
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(Instant.now(), ZoneOffset.ofHours(8));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode trace(String plate) throws IOException {
        return json(viewer.post(HISTORY, "{\"plateNumber\":\"" + plate + "\"}"));
    }

    /** The one event of the car, once it has come so far. */
    private static JsonNode awaitEvent(String plate, String disposition) {
        JsonNode[] found = new JsonNode[1];
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode events = trace(plate).get("events");
            assertThat(events).as(events.toString()).hasSize(1);
            found[0] = events.get(0);
            assertThat(found[0].at("/last/disposition").asText()).isEqualTo(disposition);
        });
        return found[0];
    }

    private static boolean holds(byte[] value, String text) {
        return new String(value, StandardCharsets.UTF_8).contains(text);
    }

    @Test
    void what_was_forwarded_is_told_with_wechat_pays_name_of_the_call() throws IOException {
        RecordMetadata record = BROKER.publish(mall.events(), GateEvents.bare(TAKEN, "IN"));

        JsonNode event = awaitEvent(TAKEN, "forwarded");

        assertThat(event.get("record").asText())
                .isEqualTo(mall.events() + "-" + record.partition() + "-" + record.offset());
        assertThat(event.get("lot").asText()).isEqualTo("LOT-1");
        assertThat(event.get("direction").asText()).isEqualTo("IN");
        assertThat(event.get("circle").asText()).isEqualTo("mall");
        String requestId = event.at("/last/requestIds/0").asText();
        // As the stand-in makes them.
        assertThat(requestId).matches("08[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(event.at("/last/sentence/en").asText()).endsWith("Request-ID " + requestId);
        assertThat(event.at("/last/sentence/zh").asText()).contains("已上报", requestId);
        assertThat(trace(TAKEN).get("plateNumber").asText()).isEqualTo("粤B***01");

        JsonNode fate = json(viewer.post(
                "/api/records/fate", "{\"records\":[\"" + event.get("record").asText() + "\",\"x-0-1\"]}"));
        assertThat(fate.get("events")).hasSize(1);
        assertThat(fate.at("/events/0/last/requestIds/0").asText()).isEqualTo(requestId);
    }

    @Test
    void a_strangers_car_is_told_as_one_and_whether_somebody_has_bound_it_since() throws IOException {
        BROKER.publish(mall.events(), GateEvents.bare(STRANGER, "IN"));

        JsonNode event = awaitEvent(STRANGER, "skipped");

        assertThat(event.at("/last/reason").asText()).isEqualTo("NOT_A_MEMBER");
        assertThat(event.at("/last/advice/en").asText()).contains("binds the plate");
        assertThat(trace(STRANGER).get("boundNow")).isEqualTo(JSON.readTree("[{\"circle\":\"mall\",\"members\":0}]"));
        operator.post(
                "/api/bindings/bind",
                "{\"circle\":\"mall\",\"plateNumber\":\"" + STRANGER + "\",\"openid\":\"oTraceLater_123456\"}");
        assertThat(trace(STRANGER).get("boundNow")).isEqualTo(JSON.readTree("[{\"circle\":\"mall\",\"members\":1}]"));
        JsonNode yesterday = json(viewer.post(
                HISTORY, "{\"plateNumber\":\"" + STRANGER + "\",\"day\":\"" + today().minusDays(1) + "\"}"));
        assertThat(yesterday.get("events")).isEmpty();
    }

    @Test
    void a_dead_letter_is_told_with_the_call_that_made_it_one() throws IOException {
        mall.wechatpay()
                .faults()
                .whenever(
                        fields -> fields.openid().equals("oTraceRejected_123456"),
                        new Fault.Status(400, "PARAM_ERROR", "参数错误"));
        BROKER.publish(mall.events(), GateEvents.bare(REJECTED, "IN"));

        JsonNode last = awaitEvent(REJECTED, "dead_lettered").get("last");

        assertThat(last.get("reason").asText()).isEqualTo("REJECTED");
        assertThat(last.get("code").asText()).isEqualTo("PARAM_ERROR");
        assertThat(last.get("status").asInt()).isEqualTo(400);
        assertThat(last.get("attempts").asInt()).isEqualTo(1);
        assertThat(last.at("/sentence/en").asText())
                .contains("rejected", last.at("/requestIds/0").asText());
    }

    @Test
    void what_waited_and_then_went_is_told_in_order() {
        mall.wechatpay()
                .faults()
                .whenever(
                        fields -> fields.openid().equals("oTraceWaiting_123456"),
                        new Fault.Status(500, "SYSTEM_ERROR", "系统错误"));
        String event = GateEvents.bare(WAITING, "IN");
        BROKER.publish(mall.events(), event);
        // Another is told meanwhile, so that one car's trouble is not taken for an outage.
        await().atMost(SOON).until(() -> {
            BROKER.publish(mall.events(), GateEvents.bare(BESIDE, "IN"));
            return BROKER.read(mall.retries()).stream().anyMatch(copy -> holds(copy.value(), event));
        });
        awaitEvent(WAITING, "deferred");

        mall.wechatpay().faults().clear();

        JsonNode told = awaitEvent(WAITING, "forwarded");
        assertThat(told.at("/last/attempts").asInt()).isGreaterThan(1);
        assertThat(told.get("earlier")).isNotEmpty().allSatisfy(step -> {
            assertThat(step.get("disposition").asText()).isEqualTo("deferred");
            assertThat(step.at("/sentence/en").asText()).contains("waiting since");
        });
    }

    @Test
    void nothing_in_the_topic_names_a_car_a_member_or_the_vendors_event() {
        BROKER.publish(mall.events(), GateEvents.of("vendors-own-id", "LOT-1", "粤B40011", "OUT", Instant.now(), ""));
        BROKER.publish(mall.events(), "no event of 粤B40007");
        await().atMost(SOON).until(() -> relay.records("dead_lettered", "undecodable") == 1);
        await().atMost(SOON)
                .until(() -> BROKER.read(mall.outcomes()).stream().anyMatch(one -> holds(one.value(), "UNDECODABLE")));

        assertThat(BROKER.read(mall.outcomes())).isNotEmpty().allSatisfy(record -> {
            for (String personal : List.of("B4000", "oTrace", "vendors-own-id", "\"e-")) {
                assertThat(holds(record.value(), personal)).as(personal).isFalse();
                assertThat(record.key() != null && holds(record.key(), personal))
                        .isFalse();
            }
            assertThat(record.headers()).isEmpty();
        });
    }

    @Test
    void the_command_tells_the_same_as_text_and_as_json() throws IOException {
        BROKER.publish(mall.events(), GateEvents.bare("粤B40008", "IN"));
        awaitEvent("粤B40008", "skipped");

        JarCommand command = new JarCommand(folder, settings);
        JarCommand.Result text = command.run("粤B40008\n", List.of("trace", "--language", "zh"));
        assertThat(text.status()).as(text.errors()).isZero();
        assertThat(text.output()).contains("LOT-1 IN", "跳过：当时无人绑定此车牌").doesNotContain("B40008");

        JarCommand.Result json = command.run("", List.of("trace", "--plate", "粤B40008", "--json"));
        assertThat(JSON.readTree(json.output()).at("/events/0/last/reason").asText())
                .as(json.errors())
                .isEqualTo("NOT_A_MEMBER");

        JarCommand.Result none = command.run("", List.of("trace", "--plate", "粤B40008", "--day", "2020-01-01"));
        assertThat(none.status()).isZero();
        assertThat(none.output()).startsWith("No event of this plate is known for 2020-01-01");

        JarCommand.Result wrong = command.run("nonsense\n", List.of("trace"));
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.errors()).startsWith("plateNumber is not legible").doesNotContain("nonsense");
    }

    @Test
    void the_overview_shows_what_flows_how_far_behind_and_all_around() throws IOException {
        BROKER.publish(mall.events(), GateEvents.bare("粤B40009", "IN"));

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode view = json(viewer.get("/api/overview"));
            assertThat(StreamSupport.stream(view.get("flows").spliterator(), false))
                    .anySatisfy(flow -> {
                        assertThat(flow.get("reason").asText()).isEqualTo("not_a_member");
                        assertThat(flow.get("perSecond").asDouble()).isPositive();
                    });
            assertThat(StreamSupport.stream(view.at("/lags/topics").spliterator(), false))
                    .anySatisfy(lag -> {
                        assertThat(lag.get("group").asText()).isEqualTo("parking-relay");
                        assertThat(lag.get("topic").asText()).isEqualTo(mall.events());
                        assertThat(lag.get("records").asLong()).isZero();
                    });
        });
        JsonNode view = json(viewer.get("/api/overview"));
        assertThat(view.at("/lanes/0/name").asText()).isEqualTo("main");
        assertThat(view.get("permits").asInt()).isEqualTo(2_000);
        assertThat(view.at("/hosts/primary").asText()).startsWith("localhost:");
        assertThat(view.at("/hosts/isPrimaryFirst").asBoolean()).isTrue();
        assertThat(view.get("store")).isEmpty();
        assertThat(view.at("/outcomes/topic").asText()).isEqualTo(mall.outcomes());
        assertThat(view.at("/outcomes/trouble").isNull()).isTrue();
        assertThat(view.get("version").asText()).isNotEmpty();
        assertThat(view.get("pod").asText()).isNotEmpty();
    }

    @Test
    void an_operator_ends_a_pause_and_the_audit_log_says_who() throws IOException {
        assertThat(operator.post(RESUME, "{\"lane\":\"main\"}").body()).contains("\"unchanged\"");
        mall.wechatpay().faults().whenever(fields -> true, new Fault.Status(401, "SIGN_ERROR", "签名错误"));
        BROKER.publish(mall.events(), GateEvents.bare(PAUSED, "IN"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(json(viewer.get("/api/overview"))
                                .at("/lanes/0/pause/reason")
                                .asText())
                        .isEqualTo("REFUSED_CREDENTIAL"));

        assertThat(operator.post(RESUME, "{\"lane\":\"main\"}").body()).contains("\"resumed\"");

        mall.wechatpay().faults().clear();
        awaitEvent(PAUSED, "forwarded");
        await().atMost(SOON)
                .until(() -> relay.output()
                        .lines()
                        .anyMatch(line -> line.contains("\"action\":\"resume\"")
                                && line.contains("\"user\":\"otto\"")
                                && line.contains("\"credential\":\"main\"")
                                && line.contains("\"result\":\"resumed\"")));
        assertThat(operator.post(RESUME, "{\"lane\":\"other\"}").body()).contains("expected is one of [main]");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/cars/history, 401, 200, 200",
        "/api/records/fate, 401, 200, 200",
        "/api/lanes/resume, 401, 403, 200",
        "/api/overview, 401, 200, 200"
    })
    void each_address_wants_a_login_and_its_role(String path, int stranger, int ofViewer, int ofOperator) {
        assertThat(List.of(nobody, nobody.as("vera", "wrong-password")))
                .allSatisfy(client -> assertThat(ask(client, path)).isEqualTo(stranger));
        assertThat(ask(viewer, path)).isEqualTo(ofViewer);
        assertThat(ask(operator, path)).isEqualTo(ofOperator);
    }

    private static int ask(ApiClient client, String path) {
        return switch (path) {
            case "/api/overview" -> client.get(path).statusCode();
            case HISTORY -> client.post(path, "{\"plateNumber\":\"粤B40010\"}").statusCode();
            case RESUME -> client.post(path, "{\"lane\":\"main\"}").statusCode();
            default -> client.post(path, "{\"records\":[\"x-0-1\"]}").statusCode();
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                HISTORY + " | {} | plateNumber is missing",
                HISTORY + " | {\"plateNumber\":\"粤B40010\",\"day\":\"yesterday\"} | day is none",
                HISTORY + " | {\"plateNumber\":\"粤B40010\",\"circle\":\"moon\"} | circle is not configured",
                "/api/records/fate | {\"records\":[]} | records is missing",
                "/api/records/fate | {\"records\":[\"x-0-1\"],\"from\":\"now\"} | from is no time",
                RESUME + " | {} | lane is missing"
            })
    void a_wrong_request_is_told_by_its_field(String path, String body, String detail) {
        HttpResponse<String> answer = operator.post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(detail).doesNotContain("B40010", "moon");
    }

    @Test
    void without_the_topic_events_are_forwarded_all_the_same_and_people_are_told(@TempDir Path other)
            throws IOException {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                .withAdditionalProperties(properties -> properties.put("auto.create.topics.enable", "false"))
                .start();
        String address = broker.getAdvertisedListeners();
        ApiClient client = ApiClient.onFreePort().as("vera", "look");
        try (TestBroker strict = new TestBroker(
                        address.substring(address.indexOf("://") + 3).split(",", -1)[0]);
                TestMall second = new TestMall(other, strict, false)
                        .with("relay.outcome.topic", "not-there")
                        .with("relay.console.users-file", users(other))
                        .with("quarkus.http.port", String.valueOf(client.port()))
                        .member(TAKEN, "oTraceTaken_123456");
                RelayProcess alone = RelayProcess.start(other, second.settings())) {
            for (String direction : List.of("IN", "OUT", "IN")) {
                strict.publish(second.events(), GateEvents.bare(TAKEN, direction));
            }
            await().atMost(SOON).until(() -> second.wechatpay().ledger().taken().size() == 3);
            await().atMost(SOON).until(() -> strict.uncommitted(second.events()) == 0);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(alone.output().lines())
                            .filteredOn(line -> line.contains("create it, or set relay.outcome.topic=none"))
                            .hasSize(1));
            assertThat(alone.page("/q/health/ready")).doesNotContain("DOWN");
            HttpResponse<String> answer = client.post(HISTORY, "{\"plateNumber\":\"粤B40001\"}");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("there is no topic not-there");
            assertThat(json(client.get("/api/overview")).at("/outcomes/trouble").asText())
                    .isEqualTo("no_topic");
            assertThat(strict.hasTopic("not-there")).isFalse();
        } finally {
            broker.close();
        }
    }
}
