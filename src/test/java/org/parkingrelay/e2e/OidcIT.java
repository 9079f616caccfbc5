package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
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
import org.parkingrelay.testing.OidcProvider;
import org.parkingrelay.testing.PageClient;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TestUsers;

/** A relay whose users a provider knows: no users file, and the packaged jar all the same shows its pages to who may see them. */
class OidcIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final String FIND = "{\"circle\":\"mall\",\"plateNumber\":\"粤B60001\"}";

    @TempDir
    static Path folder;

    private static OidcProvider provider;
    private static TestMall mall;
    private static ApiClient api;
    private static RelayProcess relay;

    @BeforeAll
    static void start() {
        provider = OidcProvider.start();
        api = ApiClient.onFreePort();
        mall = configured(new TestMall(folder, BROKER, false), api.port());
        relay = RelayProcess.start(folder, mall.settings());
    }

    private static TestMall configured(TestMall mall, int port) {
        return mall.with("quarkus.http.port", String.valueOf(port))
                .with("relay.redrive.journal", mall.deadLetters() + "-journal")
                .with("relay.outcome.topic", "none")
                .with("quarkus.oidc.tenant-enabled", "true")
                .with("quarkus.oidc.auth-server-url", provider.address())
                .with("quarkus.oidc.client-id", OidcProvider.CLIENT)
                .with("quarkus.oidc.credentials.secret", OidcProvider.SECRET)
                .with("quarkus.oidc.roles.role-claim-path", "groups")
                .with("relay.console.groups.\"lookers\"", "viewer")
                .with("relay.console.groups.\"it-admins\"", "admin")
                .with("relay.console.groups.\"parking-team\"", "operator");
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
        provider.close();
        assertThat(relay.output()).doesNotContain(OidcProvider.SECRET, "eyJ", "粤B60001");
    }

    private static HttpResponse<String> signIn(PageClient client, String path) {
        HttpResponse<String> toProvider = client.get(path);
        assertThat(toProvider.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith(provider.address() + "/authorize"));
        HttpResponse<String> back = client.follow(toProvider);
        HttpResponse<String> inside = client.follow(back);
        while (inside.statusCode() == 302 || inside.statusCode() == 303) {
            inside = client.follow(inside);
        }
        return inside;
    }

    @Test
    void a_page_leads_to_the_provider_and_back_to_the_page() {
        provider.signedIn("lin", "[\"lookers\"]");
        HttpResponse<String> page = signIn(new PageClient(api.port()), "/letters");

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/letters");
        assertThat(page.body()).contains("Dead letters", "lin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"it-admins\"]|true|true",
                "[\"parking-team\",\"staff\"]|true|false",
                "[\"lookers\"]|false|false",
            })
    void each_role_includes_those_before_it(String groups, boolean mayChange, boolean maySee) {
        provider.signedIn("wang", groups);
        PageClient client = new PageClient(api.port());
        HttpResponse<String> page = signIn(client, "/bindings");

        assertThat(page.body().contains("value=\"bind\"")).isEqualTo(mayChange);
        assertThat(page.body().contains("value=\"reveal\"")).isEqualTo(maySee);
        int status = client.post(
                        "/bindings", Map.of("act", "bind", "circle", "mall", "plate", "粤B60001", "openid", "o1"))
                .statusCode();
        assertThat(status).isEqualTo(mayChange ? 200 : 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"staff\"]", "[\"admin\",\"viewer\"]", "[]"})
    void who_is_in_none_of_the_groups_may_nothing(String groups) {
        provider.signedIn("stranger", groups);
        HttpResponse<String> page = signIn(new PageClient(api.port()), "/letters");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("You may not do this");
    }

    @Test
    void signed_out_the_browser_starts_again() {
        provider.signedIn("leaving", "[\"lookers\"]");
        PageClient client = new PageClient(api.port());
        assertThat(signIn(client, "/letters").statusCode()).isEqualTo(200);

        assertThat(client.post("/sign-out", Map.of()).statusCode()).isEqualTo(303);
        assertThat(client.get("/letters").statusCode()).isEqualTo(302);
        for (String action : List.of("sign_in", "sign_out")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(relay.output().lines())
                            .anySatisfy(line -> assertThat(line)
                                    .contains(
                                            "org.parkingrelay.audit",
                                            "\"user\":\"leaving\"",
                                            "\"action\":\"" + action + "\"")));
        }
    }

    @Test
    void the_api_takes_the_providers_tokens() {
        assertThat(api.bearing(provider.bearer("ci", "[\"lookers\"]"))
                        .post("/api/bindings/find", FIND)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.bearing(provider.bearer("ci", "[\"lookers\"]"))
                        .post("/api/bindings/unbind", FIND)
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.bearing(provider.bearer("ci", "[\"it-admins\"]"))
                        .post("/api/bindings/unbind", FIND)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_token_that_is_over_forged_or_missing_is_refused_without_a_word_of_it() {
        String token = provider.bearer("ci", "[\"it-admins\"]");
        for (ApiClient client : new ApiClient[] {
            api,
            api.bearing(provider.expired("ci", "[\"it-admins\"]")),
            api.bearing(token.substring(0, token.length() - 8) + "AAAAAAAA"),
            api.bearing(provider.bearerElsewhere("ci", "[\"it-admins\"]")),
            api.bearing("nonsense"),
            api.as("anna", "see-all")
        }) {
            HttpResponse<String> answer = client.post("/api/bindings/find", FIND);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void users_of_a_file_and_of_a_provider_may_be_there_together(@TempDir Path other) {
        ApiClient both = ApiClient.onFreePort();
        try (TestMall second = configured(new TestMall(other, BROKER, false), both.port())
                        .with("relay.console.users-file", TestUsers.file(other));
                RelayProcess ofBoth = RelayProcess.start(other, second.settings())) {
            provider.signedIn("lin", "[\"lookers\"]");
            PageClient client = new PageClient(both.port());
            assertThat(client.get("/sign-in").body()).contains("/sign-in/provider", "password");
            assertThat(client.signIn(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD)
                            .statusCode())
                    .isEqualTo(303);
            assertThat(client.get("/letters").statusCode()).isEqualTo(200);
            assertThat(signIn(new PageClient(both.port()), "/sign-in/provider").statusCode())
                    .isEqualTo(200);
            assertThat(both.as(TestUsers.VIEWER, TestUsers.VIEWERS_PASSWORD)
                            .post("/api/bindings/find", FIND)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ofBoth.isAlive()).isTrue();
        }
    }

    @Test
    void a_provider_that_does_not_answer_holds_up_no_car(@TempDir Path other) {
        ApiClient client = ApiClient.onFreePort();
        try (TestMall second = configured(new TestMall(other, BROKER, false), client.port())
                        .with("quarkus.oidc.auth-server-url", "http://localhost:1");
                RelayProcess away = RelayProcess.start(other, second.settings())) {
            assertThat(new PageClient(client.port()).get("/letters").statusCode())
                    .isGreaterThanOrEqualTo(400);
            assertThat(away.page("/q/health/ready")).contains("\"UP\"");
        }
    }
}
