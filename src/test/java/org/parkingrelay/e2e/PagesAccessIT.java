package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.PageClient;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestConsole;
import org.parkingrelay.testing.TestUsers;

/** Who may see and do what on the pages of the packaged jar, and what the pages make of those who would do harm. */
class PagesAccessIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static TestConsole console;
    private static String letter;

    @BeforeAll
    static void start() {
        console = TestConsole.start(folder, BROKER, mall -> mall.with("quarkus.log.level", "TRACE"));
        letter = console.deadLetters(TestConsole.ofUnknownLot("粤B40001"));
    }

    /** No test left a password, a session or a plate in the log, at whatever level. */
    @AfterAll
    static void stop() {
        console.close();
        for (String forbidden :
                List.of("see-all", "$2y$", "B40001", "wrong-password", "relay-session=", "oPageMember")) {
            assertThat(console.relay().output().lines().filter(line -> line.contains(forbidden)))
                    .as(forbidden)
                    .isEmpty();
        }
    }

    private static PageClient viewer() {
        return console.signedIn(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD);
    }

    private static PageClient operator() {
        return console.signedIn(TestUsers.OPERATOR, TestUsers.OPERATORS_PASSWORD);
    }

    private static PageClient admin() {
        return console.signedIn(TestUsers.ADMIN, TestUsers.ADMINS_PASSWORD);
    }

    private static String path(String pattern) {
        return pattern.replace("{letter}", letter);
    }

    private static void awaitAudit(String... parts) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(console.relay()
                                .output()
                                .lines()
                                .filter(line -> line.contains("\"loggerName\":\"org.parkingrelay.audit\"")))
                        .anySatisfy(line -> assertThat(line).contains(parts)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/letters", "/letters/{letter}", "/redrives", "/cars", "/bindings", "/redrives/x", "/other"
            })
    void who_has_not_signed_in_is_led_to_the_sign_in_page(String pattern) {
        HttpResponse<String> answer = console.visitor().get(path(pattern));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to ->
                        assertThat(to).endsWith(pattern.equals("/") ? "/sign-in" : "/sign-in?to=" + path(pattern)));
        assertThat(answer.body()).isEmpty();
        assertThat(console.visitor().getPart(path(pattern)).headers().firstValue("HX-Redirect"))
                .contains("/sign-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/letters",
                "/letters/{letter}/discard",
                "/letters/{letter}/reveal",
                "/letters/{letter}/edit",
                "/redrives/start",
                "/redrives/preview",
                "/redrives/x/act",
                "/cars",
                "/bindings",
                "/overview/resume",
                "/sign-out"
            })
    void nothing_can_be_sent_without_signing_in(String pattern) {
        HttpResponse<String> answer = console.visitor().post(path(pattern), Map.of("why", "x"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
    }

    @Test
    void what_a_browser_sends_by_itself_is_nothing_to_the_api_nor_a_login_of_the_api_to_the_pages() {
        ApiClient api = ApiClient.on(console.port());
        PageClient viewer = viewer();
        HttpResponse<String> byCookie = viewer.post("/api/bindings/find", "{}", "application/json");

        assertThat(byCookie.statusCode()).isEqualTo(401);
        assertThat(api.as(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD)
                        .get("/letters")
                        .statusCode())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/letters", "/letters/{letter}", "/redrives", "/cars", "/bindings"})
    void every_role_may_look(String pattern) {
        for (PageClient client : List.of(viewer(), operator(), admin())) {
            HttpResponse<String> answer = client.get(path(pattern));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
            assertThat(answer.body()).doesNotContain("粤B40001");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/letters/{letter}/discard, operator",
        "/letters/{letter}/restore, operator",
        "/redrives/start, operator",
        "/redrives/x/act, operator",
        "/overview/resume, operator",
        "/letters/{letter}/reveal, admin",
        "/letters/{letter}/edit, admin",
        "/letters/{letter}/edit/compare, admin",
        "/letters/{letter}/edit/start, admin",
    })
    void a_role_that_is_too_low_is_refused_though_it_sends_what_is_not_shown(String pattern, String needed) {
        PageClient viewer = viewer();
        viewer.get("/letters");
        assertRefused(viewer.post(path(pattern), Map.of("why", "x", "value", "x", "act", "cancel")));
        if (needed.equals("admin")) {
            PageClient operator = operator();
            operator.get("/letters");
            assertRefused(operator.post(path(pattern), Map.of("why", "x", "value", "x")));
        }
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("You may not do this").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"bind", "unbind", "reveal"})
    void nor_may_a_viewer_do_what_shares_an_address_with_looking(String act) {
        PageClient viewer = viewer();
        viewer.get("/bindings");

        assertRefused(viewer.post(
                "/bindings", Map.of("act", act, "circle", "mall", "plate", "粤B40002", "openid", "oPageMember")));
    }

    @Test
    void what_a_role_may_not_do_is_not_shown() {
        assertThat(viewer().get("/letters").body()).doesNotContain("Redrive selected", "Discard selected");
        assertThat(operator().get("/letters").body()).contains("Redrive selected", "Discard selected");
        assertThat(viewer().get("/letters/" + letter).body())
                .doesNotContain("/discard", "/reveal", "/edit", "Redrive…");
        assertThat(operator().get("/letters/" + letter).body())
                .contains("/discard")
                .doesNotContain("/reveal", "/edit");
        assertThat(admin().get("/letters/" + letter).body()).contains("/discard", "/reveal", "/edit");
        assertThat(viewer().get("/bindings").body()).doesNotContain("openid\"", "unbind");
        assertThat(admin().get("/bindings").body()).contains("unbind", "reveal");
    }

    @Test
    void an_admin_sees_the_plate_when_that_is_asked_for_and_it_is_noted() {
        PageClient admin = admin();
        assertThat(admin.get("/letters/" + letter).body()).doesNotContain("粤B40001");

        assertThat(admin.post("/letters/" + letter + "/reveal", Map.of()).body())
                .contains("粤B40001");
        awaitAudit("\"user\":\"anna\"", "\"action\":\"reveal_letter\"");
    }

    @Test
    void a_form_without_the_token_or_with_another_is_refused() {
        PageClient operator = operator();
        operator.get("/letters/" + letter);
        String path = "/letters/" + letter + "/discard";
        PageClient other = operator();
        other.get("/letters");

        assertThat(operator.post(path, Map.of("why", "x"), "").statusCode()).isEqualTo(400);
        assertThat(operator.post(path, Map.of("why", "x"), "AAAAAAAAAAAAAAAAAAAAAA")
                        .statusCode())
                .isEqualTo(400);
        assertThat(operator.post(path, Map.of("why", "x"), other.token()).statusCode())
                .isEqualTo(400);
        assertThat(console.visitor()
                        .post("/sign-in", Map.of("name", "vera", "password", "look"), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(operator.get("/letters/" + letter).body()).contains(">open<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/form-data; boundary=x", "application/*", ""})
    void what_is_no_form_is_not_taken_for_one(String type) {
        PageClient operator = operator();
        operator.get("/letters/" + letter);

        assertThat(operator.post("/letters/" + letter + "/discard", "why=x&csrf-token=" + operator.token(), type)
                        .statusCode())
                .isIn(400, 415);
        assertThat(operator.get("/letters/" + letter).body()).contains(">open<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/letters", "/api/other", "/other", "/assets/console.css"})
    void every_answer_says_what_a_browser_may_do_with_it(String path) {
        HttpResponse<String> answer = viewer().get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                        .contains("form-action 'self'")
                        .doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        if (!path.startsWith("/assets/")) {
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void no_page_has_a_script_a_style_or_a_source_from_elsewhere_in_it() {
        PageClient admin = admin();
        for (String path :
                List.of("/", "/letters", "/letters/" + letter, "/redrives", "/cars", "/bindings", "/other")) {
            assertThat(admin.get(path).body())
                    .as(path)
                    .doesNotContain("<style", "style=", "onclick", "http://", "https://", "javascript:")
                    .doesNotContainPattern("<script(?! src=\"/)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webjars/htmx.org/2.0.8/dist/htmx.min.js", "/assets/console.css", "/assets/console.js"})
    void what_pages_are_made_of_is_there_for_everybody(String path) {
        assertThat(console.visitor().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void the_session_is_for_this_browser_and_this_site_and_ends_with_signing_out() {
        PageClient viewer = console.visitor();
        HttpResponse<String> welcome = viewer.signIn(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD);

        assertThat(welcome.statusCode()).isEqualTo(303);
        assertThat(welcome.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("relay-session=")
                        .contains("HTTPOnly", "SameSite=Strict", "Path=/")
                        .doesNotContain("Max-Age"));
        String copied = viewer.cookies().get("relay-session");
        viewer.get("/letters");
        assertThat(viewer.post("/sign-out", Map.of()).statusCode()).isEqualTo(303);
        assertThat(viewer.get("/letters").statusCode()).isEqualTo(302);
        viewer.cookies().put("relay-session", copied);
        assertThat(viewer.get("/letters").statusCode()).isEqualTo(302);
        awaitAudit("\"user\":\"vera\"", "\"action\":\"sign_in\"");
        awaitAudit("\"user\":\"vera\"", "\"action\":\"sign_out\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "/letters?x=1"})
    void signing_in_leads_nowhere_else(String to) {
        PageClient viewer = console.visitor();
        viewer.get("/sign-in");
        HttpResponse<String> answer = viewer.post(
                "/sign-in", Map.of("name", TestUsers.VIEWER, "password", TestUsers.VIEWERS_PASSWORD, "to", to));

        assertThat(answer.headers().firstValue("Location")).contains("/");
    }

    @Test
    void a_wrong_password_is_told_kept_out_of_the_log_and_soon_costs_time() {
        PageClient guesser = console.visitor();
        HttpResponse<String> first = guesser.signIn("no-such-name", "wrong-password");
        assertThat(first.statusCode()).isEqualTo(401);
        assertThat(first.body()).contains("do not belong together").doesNotContain("wrong-password");
        awaitAudit("\"result\":\"refused\"", "\"status\":\"401\"");

        for (int i = 0; i < 20; i++) {
            guesser.signIn("no-such-name", "wrong-password");
        }
        HttpResponse<String> last = guesser.signIn("no-such-name", "wrong-password");
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("Try again in");
        awaitAudit("\"result\":\"refused\"", "\"status\":\"429\"");
        assertThat(console.visitor()
                        .signIn(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({"/letters/0-999999, 404", "/letters/nonsense, 404", "/redrives/nonsense, 404", "/bindings/x, 404"})
    void what_is_not_there_is_a_page_of_its_own(String path, int status) {
        HttpResponse<String> answer = viewer().get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("<h1>Nothing here</h1>").doesNotContain("Exception", "\"status\"");
    }

    @Test
    void a_page_is_in_the_language_that_is_asked_for_and_chosen() {
        PageClient chinese = console.visitor().speaking("zh-CN,zh;q=0.9");
        assertThat(chinese.get("/sign-in").body()).contains("<html lang=\"zh-CN\">", "密码");
        assertThat(chinese.get("/sign-in?lang=en").body()).contains("<html lang=\"en\">", "Password");
        assertThat(chinese.get("/sign-in").body()).contains("<html lang=\"en\">");
        PageClient english = viewer();
        assertThat(english.get("/letters").body()).contains("<html lang=\"en\">", "Dead letters");
        assertThat(english.get("/letters?lang=zh").body()).contains("<html lang=\"zh-CN\">", "死信", "停车场未配置");
    }

    @Test
    void what_others_wrote_is_never_taken_for_html() {
        String harm = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                console.mall().events(),
                null,
                harm.getBytes(StandardCharsets.UTF_8),
                GateEvents.of("e-harm", harm, "粤B40003", "IN", Instant.now(), ",\"laneId\":\"" + harm + "\"")
                        .getBytes(StandardCharsets.UTF_8));
        record.headers().add("x-" + harm, harm.getBytes(StandardCharsets.UTF_8));
        String id = console.deadLetters(List.of(record));
        PageClient admin = admin();
        admin.get("/letters");

        for (HttpResponse<String> page : List.of(
                admin.get("/letters"),
                admin.get("/letters/" + id),
                admin.post("/letters", Map.of("show", "groups")),
                admin.post("/letters", Map.of("text", harm, "lot", harm)),
                admin.post("/letters", Map.of("plate", harm)),
                admin.post("/letters/" + id + "/reveal", Map.of()),
                admin.post("/letters/" + id + "/edit", Map.of()),
                admin.post("/letters/" + id + "/edit/compare", Map.of("value", harm)),
                admin.post("/redrives/preview", Map.of("text", harm)),
                admin.post("/cars", Map.of("plate", harm, "day", harm)),
                admin.post("/bindings", Map.of("act", "find", "circle", harm, "plate", harm, "openid", harm)),
                console.visitor().signIn(harm, "x"))) {
            assertThat(page.body()).as(page.uri().toString()).doesNotContain("<script>alert", "<img src=x");
        }
        assertThat(admin.post("/letters/" + id + "/reveal", Map.of()).body()).contains("&lt;script&gt;alert(1)");
    }
}
