package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.DocPage;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TlsFiles;

/**
 * A Redis that takes TLS only, asks for a certificate of who connects, and for a password besides, which stands in the file of secrets of
 * the page on security. The user's permissions are those of the page on the store of members.
 */
class RedisTlsIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final DocPage PAGE = new DocPage(Path.of("src/docs/security.md"));
    private static final String PASSWORD = "swordfish-12";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final int tlsPort = ChildProcess.freePort();
    private RedisProcess redis;
    private TestMall mall;

    @BeforeEach
    void surround() {
        TlsFiles server = TlsFiles.in(folder.resolve("server"));
        TlsFiles client = TlsFiles.in(folder.resolve("client"));
        redis = RedisProcess.start(
                folder.resolve("redis"),
                "--tls-port",
                String.valueOf(tlsPort),
                "--tls-cert-file",
                server.certificate().toString(),
                "--tls-key-file",
                server.key().toString(),
                "--tls-ca-cert-file",
                client.certificate().toString());
        redis.makeRelaysUser(PASSWORD);
        mall = new TestMall(folder, BROKER, false)
                .on("rediss://127.0.0.1:" + tlsPort + "?user=relay")
                .with("quarkus.redis.tls-configuration-name", "redis")
                .with("quarkus.tls.redis.hostname-verification-algorithm", "HTTPS")
                .with(
                        "quarkus.tls.redis.trust-store.pem.certs",
                        server.certificate().toString())
                .with(
                        "quarkus.tls.redis.key-store.pem.0.cert",
                        client.certificate().toString())
                .with("quarkus.tls.redis.key-store.pem.0.key", client.key().toString())
                .member("粤B10001", "oSecret");
    }

    @AfterEach
    void stop() {
        mall.close();
        redis.close();
    }

    private Map<String, String> secrets(String password) throws IOException {
        String page = PAGE.block("Secrets", "properties");
        assertThat(page).contains("quarkus.redis.password=change-me");
        Path file = Files.writeString(folder.resolve("secrets.properties"), page.replace("change-me", password));
        return Map.of("SMALLRYE_CONFIG_LOCATIONS", file.toString());
    }

    private void passes() {
        BROKER.publish(mall.events(), GateEvents.of("tls", "LOT-1", "粤B10001", "IN", Instant.now(), ""));
    }

    @Test
    void members_are_found_over_tls_with_a_certificate_and_a_password_of_the_relays_own() throws IOException {
        try (RelayProcess relay =
                RelayProcess.launch(folder, mall.settings(), secrets(PASSWORD)).awaitReady()) {
            passes();

            await().atMost(SOON)
                    .until(() ->
                            mall.wechatpay().ledger().taken().size() == 1 && BROKER.uncommitted(mall.events()) == 0);
            assertThat(relay.records("skipped", "not_a_member")).isZero();
            assertThat(redis.query("KEYS", "parking-relay:binding:*")).contains("粤B10001");
            assertThat(redis.query("CLIENT", "LIST")).contains("user=relay");
            assertThat(redis.query("ACL", "LOG")).as("what was not allowed").isEmpty();
        }
    }

    /** Without the file of members, which a start does not do without. */
    @ParameterizedTest
    @CsvSource({
        "wrong password,  wrongpass,   'invalid username-password pair'",
        "other CA,        unreachable, 'certification path'",
        "no certificate,  unreachable, 'Redis cannot be connected'",
        "in the clear,    unreachable, 'Redis cannot be connected'",
        "other host,      unreachable, 'localhost found'",
        "no permission,   noperm,      'The store does not answer'"
    })
    void a_redis_that_does_not_let_the_relay_in_is_told_and_events_wait(String what, String reason, String line)
            throws IOException {
        Map<String, String> settings = mall.settings();
        settings.remove("relay.lookup.import");
        String password = PASSWORD;
        switch (what) {
            case "wrong password" -> password = "wrong-one";
            case "other CA" ->
                settings.put(
                        "quarkus.tls.redis.trust-store.pem.certs",
                        TlsFiles.in(folder.resolve("other"), "other")
                                .certificate()
                                .toString());
            case "no certificate" -> settings.keySet().removeIf(key -> key.contains("key-store"));
            case "in the clear" -> {
                settings.keySet().removeIf(key -> key.contains("tls"));
                settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + tlsPort + "?user=relay");
            }
            case "other host" -> settings.put("quarkus.redis.hosts", "rediss://localhost:" + tlsPort + "?user=relay");
            case "no permission" -> redis.query("ACL", "SETUSER", "relay", "-get");
            default -> throw new IllegalArgumentException(what);
        }
        try (RelayProcess relay = RelayProcess.launch(folder, settings, secrets(password))) {
            passes();

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(relay.isAlive()).as(relay.output()).isTrue();
                assertThat(relay.output()).contains(line);
            });
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.page("/q/health/ready"))
                            .containsPattern("\"lookup\": \"failing for [0-9]+ s: " + reason + "\"")
                            .contains("\"status\": \"DOWN\""));
            assertThat(relay.output()).doesNotContain(PASSWORD, "wrong-one", "\tat ");
            assertThat(mall.wechatpay().ledger().entries()).isEmpty();
            assertThat(BROKER.uncommitted(mall.events())).isEqualTo(1);
        }
    }
}
