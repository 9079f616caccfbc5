package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.PageClient;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestConsole;
import org.parkingrelay.testing.TestUsers;

/** What is large, empty, or too much, at the pages of the packaged jar. */
class PagesLimitsIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static TestConsole console;

    @BeforeAll
    static void start() {
        console = TestConsole.start(folder, BROKER);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static PageClient admin() {
        return console.signedIn(TestUsers.ADMIN, TestUsers.ADMINS_PASSWORD);
    }

    private static void awaitRefusal(String user, int status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(console.relay().output().lines())
                        .anySatisfy(line -> assertThat(line)
                                .contains(
                                        "org.parkingrelay.audit",
                                        "\"result\":\"refused\"",
                                        user.isEmpty() ? "" : "\"user\":\"" + user + "\"",
                                        "\"status\":\"" + status + "\"")));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 7_000, 20_000})
    void a_large_event_is_edited(int characters) {
        // A form sends each of these characters as nine.
        String more = ",\"remark\":\"" + "备".repeat(characters) + "\"";
        String event = GateEvents.of("e-large-" + characters, "LOT-9", "粤B41001", "IN", Instant.now(), more);
        String id = console.deadLetters(event);
        PageClient admin = admin();
        admin.get("/letters/" + id);
        assertThat(admin.post("/letters/" + id + "/edit", Map.of()).body()).contains("备备备");

        Map<String, String> edited = Map.of("value", event.replace("LOT-9", "LOT-1"), "why", "renamed");
        HttpResponse<String> compared = admin.post("/letters/" + id + "/edit/compare", edited);
        assertThat(compared.statusCode()).isEqualTo(200);
        assertThat(compared.body()).contains("LOT-1");
        await().atMost(SOON)
                .until(() ->
                        admin.post("/letters/" + id + "/edit/start", edited).statusCode() == 303);
        await().atMost(SOON)
                .until(() -> BROKER.read(console.mall().events()).stream()
                        .anyMatch(record -> new String(record.value(), StandardCharsets.UTF_8)
                                .equals(event.replace("LOT-9", "LOT-1"))));
    }

    @Test
    void what_a_stranger_sends_to_sign_in_is_not_kept_where_it_is_long() {
        PageClient visitor = console.visitor();
        visitor.get("/sign-in");

        assertThat(visitor.post("/sign-in", Map.of("name", "x".repeat(10_000), "password", "y"))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_path_of_many_parts_holds_up_nobody() {
        long before = System.nanoTime();
        assertThat(console.visitor().get("/" + "a".repeat(3_800) + "!").statusCode())
                .isEqualTo(302);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/redrives/preview", "/redrives/start"})
    void where_nothing_is_ticked_nothing_is_meant(String path) {
        console.deadLetters("nothing is ticked");
        PageClient admin = admin();
        admin.get("/letters");

        for (Map<String, String> fields : List.of(
                Map.of("of", "chosen", "kind", "discard", "why", "x"),
                Map.of("of", "chosen", "kind", "redrive"),
                Map.of("kind", "discard", "why", "x"))) {
            HttpResponse<String> answer = admin.post(path, fields);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("Nothing is ticked");
        }
        PageClient chinese = admin().speaking("zh-CN");
        chinese.get("/letters");
        assertThat(chinese.post(path, Map.of("of", "chosen")).body()).contains("没有勾选死信");
        assertThat(admin.post("/redrives/preview", Map.of("of", "all")).statusCode())
                .isEqualTo(200);
        assertThat(admin.get("/redrives").body()).doesNotContain("/redrives/start");
    }

    @Test
    void a_forged_form_is_a_line_of_the_audit_log() {
        PageClient operator = console.signedIn(TestUsers.OPERATOR, TestUsers.OPERATORS_PASSWORD);
        operator.get("/letters");

        assertThat(operator.post("/letters", Map.of(), "").statusCode()).isEqualTo(400);
        awaitRefusal(TestUsers.OPERATOR, 400);
    }

    @Test
    void a_tool_that_guessed_too_often_is_told_so() {
        ApiClient wrong = ApiClient.on(console.port()).as("no-such-tool", "wrong-password");
        for (int i = 0; i < 12; i++) {
            wrong.post("/api/bindings/find", "{}");
        }
        HttpResponse<String> answer = wrong.post("/api/bindings/find", "{}");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(s -> assertThat(s).matches("[1-9]+"));
        assertThat(answer.body()).contains("too many wrong passwords").doesNotContain("no-such-tool");
        awaitRefusal("", 429);
    }

    @Test
    void what_pages_hide_in_their_forms_comes_back_though_it_is_long() {
        PageClient admin = admin();
        admin.get("/letters");
        String sum =
                "{\"groups\":[],\"rest\":0,\"scanned\":0,\"total\":0,\"next\":null,\"note\":null}" + " ".repeat(22_000);
        Map<String, String> hidden = Map.of(
                "show", "groups", "sum", Base64.getUrlEncoder().encodeToString(sum.getBytes(StandardCharsets.UTF_8)));

        assertThat(admin.post("/letters", hidden).statusCode()).isEqualTo(200);
    }
}
