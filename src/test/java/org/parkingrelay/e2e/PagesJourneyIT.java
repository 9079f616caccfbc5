package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.Browser;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.NeedsChromium;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestConsole;
import org.parkingrelay.testing.TestUsers;

/** What operators do all day, in a real browser against the packaged jar; each page is tried for faults of accessibility too. */
@NeedsChromium
class PagesJourneyIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MEMBER = "oPageMember_uAJO_M2pxb1Q9zNjWeS";

    @TempDir
    static Path folder;

    private static TestConsole console;

    private Browser browser;

    @BeforeAll
    static void start() {
        console = TestConsole.start(
                folder, BROKER, mall -> mall.member("粤B50001", MEMBER).member("粤B50002", MEMBER));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private Browser signIn(String name, String password, String language) {
        browser = Browser.at(console.port(), language).open("/sign-in");
        return browser.type("name", name).type("password", password).click("main form button");
    }

    private Browser operator(String language) {
        return signIn(TestUsers.OPERATOR, TestUsers.OPERATORS_PASSWORD, language);
    }

    private Browser admin(String language) {
        return signIn(TestUsers.ADMIN, TestUsers.ADMINS_PASSWORD, language);
    }

    /** Looks right to who cannot see, and to who has a telephone. */
    private void check(String picture) {
        assertThat(browser.faults()).as(picture).isEmpty();
        assertThat(browser.complaints()).as(picture).isEmpty();
        browser.picture(picture);
        browser.size(400, 900);
        assertThat(browser.isTooWide()).as(picture + " at 400 px").isFalse();
        browser.picture(picture + "-narrow").size(1280, 1000);
    }

    @ParameterizedTest
    @CsvSource({"en, Sign in, Overview", "zh-CN, 登录, 概览"})
    void one_signs_in_with_the_keyboard_alone(String language, String heading, String inside) {
        browser = Browser.at(console.port(), language).open("/letters");
        assertThat(browser.path()).isEqualTo("/sign-in?to=/letters");
        assertThat(browser.language()).isEqualTo(language);
        assertThat(browser.text()).contains(heading);
        check("sign-in-" + language);
        browser.press(TestUsers.VIEWER, Keys.TAB, TestUsers.VIEWERS_PASSWORD, Keys.ENTER);
        browser.awaitText(inside);
        assertThat(browser.path()).isEqualTo("/letters");
        browser.tabTo("nav a[href='/cars']").press(Keys.ENTER);
        await().atMost(SOON).until(() -> browser.path().equals("/cars"));
    }

    @ParameterizedTest
    @CsvSource({"en, 粤B50011", "zh-CN, 粤B50012"})
    void a_dead_letter_is_found_looked_at_tried_redriven_and_followed(String language, String plate) {
        String id = console.deadLetters(TestConsole.ofUnknownLot(plate));
        operator(language).open("/letters");
        browser.awaitText("LOT-9");
        check("letters-" + language);

        browser.tick("summary").type("plate", plate).click("button[name=show][value=list]");
        browser.awaitText("LOT-9");
        assertThat(browser.all("tbody.rows tr")).hasSize(1);
        assertThat(browser.path()).isEqualTo("/letters");
        browser.click("tbody.rows a");
        assertThat(browser.path()).isEqualTo("/letters/" + id);
        assertThat(browser.text()).doesNotContain(plate).contains("粤B***");
        check("letter-" + language);

        browser.click("button[name=kind][value=redrive]");
        assertThat(browser.one("#doable").getText()).isEqualTo("1");
        check("preview-" + language);
        browser.type("why", "once more").click("#confirm");
        awaitState("finished", language);
        assertThat(browser.one("#done").getText()).isEqualTo("1");
        check("job-" + language);

        String results = browser.path() + "/results";
        await().atMost(SOON).untilAsserted(() -> {
            browser.open(results);
            assertThat(browser.text()).contains(console.mall().events(), language.equals("en") ? "Dead letter" : "死信");
            assertThat(browser.all("td .tag")).isNotEmpty();
        });
        check("results-" + language);
        browser.open("/letters/" + id);
        assertThat(browser.one("h1 .tag").getText()).isEqualTo(language.equals("en") ? "redriven" : "已重投");
        assertThat(browser.text()).contains("once more", TestUsers.OPERATOR);
        browser.open("/redrives");
        assertThat(browser.text()).contains("once more");
        check("redrives-" + language);
    }

    private void awaitState(String state, String language) {
        String chinese = state.equals("finished") ? "已完成" : "试投完毕，等待确认";
        String english = state.equals("finished") ? "finished" : "waits after the canary";
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> browser.one("#state").getText().equals(language.equals("en") ? english : chinese));
    }

    @Test
    void a_canary_goes_first_and_the_rest_waits_for_a_word() {
        console.deadLetters("canary 1", "canary 2", "canary 3", "canary 4");
        // By text redrives who sees the text.
        admin("en").open("/letters");
        browser.tick("summary").type("text", "canary").click("button[name=show][value=list]");
        browser.awaitText("Cannot be decoded");
        browser.click("#redrive-all");
        browser.awaitText("Redrive now");
        assertThat(browser.one("#doable").getText()).isEqualTo("4");
        browser.type("canary", "1").click("#confirm");
        awaitState("canary", "en");
        assertThat(browser.one("#done").getText()).isEqualTo("1");
        check("canary");
        browser.click("button[name=act][value=continue]");
        awaitState("finished", "en");
        assertThat(browser.one("#done").getText()).isEqualTo("4");
    }

    @Test
    void selected_letters_are_discarded_with_a_reason_and_restored() {
        String id = console.deadLetters("of no use");
        operator("en").open("/letters/" + id);
        browser.type("why", "a test of the vendor").click("form[action$='/discard'] button");
        assertThat(browser.one("h1 .tag").getText()).isEqualTo("discarded");
        assertThat(browser.text()).contains("a test of the vendor", TestUsers.OPERATOR);
        check("discarded");
        browser.click("form[action$='/restore'] button");
        assertThat(browser.one("h1 .tag").getText()).isEqualTo("open");

        browser.open("/letters").tick("input[value='" + id + "']").click("#redrive-selected");
        browser.awaitText("Redrive now");
        assertThat(browser.one("#doable").getText()).isEqualTo("1");
    }

    @Test
    void an_admin_mends_a_letter_and_sees_the_difference_before_it_goes() {
        String event = TestConsole.ofUnknownLot("粤B50001");
        String id = console.deadLetters(event);
        admin("en").open("/letters/" + id).click("#reveal");
        assertThat(browser.text()).contains("粤B50001");
        check("revealed");
        browser.click("form[action$='/edit'] button");
        check("edit");
        browser.type("value", event.replace("LOT-9", "LOT-1")).click("#compare");
        assertThat(browser.one("del").getText()).contains("LOT-9");
        assertThat(browser.one("ins").getText()).contains("LOT-1");
        check("difference");
        browser.type("why", "the car park was renamed").click("#confirm");
        awaitState("finished", "en");
        await().atMost(SOON)
                .until(() -> console.mall().wechatpay().ledger().taken().stream()
                        .anyMatch(entry -> entry.fields().plateNumber().equals("粤B50001")));
    }

    @Test
    void letters_are_grouped_by_cause_and_a_group_is_shown_or_redriven() {
        console.deadLetters(TestConsole.ofUnknownLot("粤B50021"), TestConsole.ofUnknownLot("粤B50022"));
        operator("en").open("/letters").click("button[name=show][value=groups]");
        browser.awaitText("Dead letters by cause");
        browser.awaitText("Searched all");
        assertThat(browser.text()).contains("Car park not configured", "First seen");
        check("groups");
        browser.click("#groups tbody button[name=show]");
        browser.awaitText("Searched all");
        assertThat(browser.all("tbody.rows tr")).isNotEmpty();
    }

    @Test
    void groups_of_what_was_looked_for_by_text_are_redriven_by_who_sees_the_text() {
        console.deadLetters(TestConsole.ofUnknownLot("粤B50023"));
        operator("en").open("/letters").click("button[name=show][value=groups]");
        browser.awaitText("Searched all");
        assertThat(browser.all("#groups button[name=kind]")).isNotEmpty();

        browser.open("/letters").tick("summary").type("text", "occurredAt").click("button[name=show][value=groups]");
        browser.awaitText("Searched all");
        assertThat(browser.all("#groups tbody tr")).isNotEmpty();
        assertThat(browser.all("#groups button[name=kind]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en", "zh-CN"})
    void a_car_is_traced_to_what_became_of_it(String language) {
        BROKER.publish(console.mall().events(), GateEvents.bare("粤B50002", "IN"));
        BROKER.publish(console.mall().events(), GateEvents.bare("粤B50099", "IN"));
        operator(language).open("/cars");
        await().atMost(SOON).untilAsserted(() -> {
            browser.type("plate", "粤B50002").click("main form button");
            browser.awaitText(language.equals("en") ? "Events:" : "事件数");
            assertThat(browser.text()).contains("Request-ID");
        });
        assertThat(browser.path()).isEqualTo("/cars");
        check("car-" + language);
        browser.type("plate", "粤B50099").click("main form button");
        browser.awaitText(language.equals("en") ? "Nobody: that is the most frequent cause." : "无人绑定：这是最常见的原因。");
    }

    @ParameterizedTest
    @CsvSource({"en", "zh-CN"})
    void members_of_a_plate_are_found_bound_and_unbound(String language) {
        admin(language).open("/bindings");
        check("bindings-" + language);
        browser.type("plate", "粤B50033").type("openid", MEMBER).click("button[value=bind]");
        browser.type("plate", "粤B50033").click("button[value=find]");
        assertThat(browser.text()).contains("粤B***33").doesNotContain(MEMBER);
        browser.click("button[value=reveal]");
        assertThat(browser.text()).contains(MEMBER);
        check("members-" + language);
        browser.click("button[value=unbind]");
        browser.type("plate", "粤").click("button[value=find]");
        assertThat(browser.all("[role=alert]")).hasSize(1);
    }

    @Test
    void the_overview_tells_what_waits_and_a_paused_lane_is_resumed() {
        console.mall().wechatpay().faults().whenever(fields -> true, new Fault.Status(401, "SIGN_ERROR", "签名错误"));
        try {
            BROKER.publish(console.mall().events(), GateEvents.bare("粤B50001", "OUT"));
            operator("en").open("/");
            await().atMost(SOON).untilAsserted(() -> {
                browser.open("/");
                assertThat(browser.text()).contains("WeChat Pay refuses the credential");
            });
            check("overview-paused");
        } finally {
            console.mall().wechatpay().faults().clear();
        }
        await().atMost(SOON).untilAsserted(() -> {
            browser.open("/");
            if (!browser.all("#now form button").isEmpty()) {
                browser.click("#now form button");
                assertThat(browser.text()).containsAnyOf("resumed it.", "Nothing was paused on relay");
            }
            assertThat(browser.text()).contains("flowing");
        });
        check("overview");
    }

    @Test
    void a_viewer_sees_no_actions() {
        String id = console.deadLetters("a viewer looks");
        signIn(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD, "en");
        for (String path : List.of("/", "/letters", "/letters/" + id, "/redrives")) {
            browser.open(path);
            assertThat(browser.text())
                    .as(path)
                    .doesNotContain("Redrive selected", "Discard", "Reveal", "Resume", "Edit and");
        }
    }

    @Test
    void a_long_search_goes_on_by_itself_and_can_be_stopped() {
        String[] many = new String[120];
        java.util.Arrays.setAll(many, i -> "many " + i);
        console.deadLetters(many);
        operator("en").open("/letters").awaitText("More");
        assertThat(browser.all("tbody.rows tr")).hasSize(50);
        browser.tick("#go-on");
        await().atMost(SOON).until(() -> browser.all("tbody.rows tr").size() == 100);
        check("letters-more");
        browser.tick("[data-all]");
        assertThat(browser.all("tbody.rows input:checked")).hasSize(100);
    }
}
