package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.ApiClient;
import org.parkingrelay.testing.DocPage;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.SecuredBroker;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TestUsers;
import org.parkingrelay.testing.TlsFiles;

/** A Kafka that allows what the page on security says, to a relay where people act on dead letters. */
class SecuredRedriveIT {

    private static final DocPage PAGE = new DocPage(Path.of("src/docs/security.md"));
    private static final String PASSWORD = "swordfish-12";
    private static final String EVENTS = "parking.gate-events.v1";
    private static final String DEAD_LETTERS = "parking.gate-events.dlt";
    private static final String JOURNAL = "parking.gate-events.dlt.journal";
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static SecuredBroker secured;
    private static TestBroker owner;

    @BeforeAll
    static void start() throws IOException {
        Path kafka = Files.createDirectories(folder.resolve("kafka"));
        TlsFiles server = TlsFiles.in(folder.resolve("server"));
        Files.copy(server.certificate(), kafka.resolve("ca.crt"));
        secured = new SecuredBroker(server, TlsFiles.in(folder.resolve("client"), "parking-relay"));
        owner = secured.owner();
        owner.createTopic(EVENTS, 1);
        owner.createTopic("parking.gate-events.retry", 1);
        owner.createTopic(DEAD_LETTERS, 1);
        secured.user("parking-relay", PASSWORD);
        PAGE.commands("Permissions").forEach(secured::acls);
    }

    @AfterAll
    static void stop() {
        secured.close();
    }

    private static String secrets() throws IOException {
        return Files.writeString(
                        folder.resolve("secrets.properties"),
                        PAGE.block("Secrets", "properties").replace("change-me", PASSWORD))
                .toString();
    }

    private static Map<String, String> settings(TestMall mall, ApiClient client) throws IOException {
        Map<String, String> settings = mall.settings();
        List.of("relay.intake.topics", "relay.dead-letter.topic", "relay.retry.topic", "relay.redrive.journal")
                .forEach(settings::remove);
        settings.putAll(PAGE.properties(
                "SASL/SCRAM", Map.of("/etc/parking-relay", folder.toString(), "kafka:9093", secured.saslServers())));
        settings.put("relay.lookup.topic", "none");
        settings.put("relay.console.users-file", TestUsers.file(folder));
        settings.put("quarkus.http.port", String.valueOf(client.port()));
        return settings;
    }

    @Test
    void what_is_missing_is_told_and_with_all_of_the_page_letters_are_put_back() throws IOException {
        ApiClient otto = ApiClient.onFreePort().as("otto", "change");
        try (TestMall mall = new TestMall(folder, owner, false);
                RelayProcess relay = RelayProcess.launch(
                        folder, settings(mall, otto), Map.of("SMALLRYE_CONFIG_LOCATIONS", secrets()))) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.page("/q/health/ready"))
                            .contains("relay.redrive.journal", "allow its user READ and WRITE there"));
            assertThat(otto.post("/api/redrives/start", "{}").statusCode()).isEqualTo(503);
            assertThat(relay.output()).contains("of which Kafka does not allow the relay all that it needs");

            owner.createTopic(JOURNAL, 1, Map.of("retention.ms", "-1"));
            PAGE.commands("Permissions for dead letters").forEach(secured::acls);

            relay.awaitReady();
            owner.publish(EVENTS, "no event");
            owner.awaitRecord(DEAD_LETTERS, SOON, letter -> is(letter, "no event"));
            await().atMost(SOON)
                    .until(() -> otto.post("/api/redrives/list", "{}").statusCode() == 200);
            String job = JSON.readTree(otto.post("/api/redrives/start", "{}").body())
                    .get("id")
                    .asText();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(otto.post("/api/redrives/get", "{\"job\":\"" + job + "\"}")
                                    .body())
                            .contains("\"state\":\"finished\"", "\"done\":1"));
            assertThat(owner.readCommitted(EVENTS)).hasSize(2);
            assertThat(relay.output()).doesNotContain(PASSWORD);
        }
    }

    private static boolean is(ConsumerRecord<byte[], byte[]> record, String text) {
        return new String(record.value(), StandardCharsets.UTF_8).equals(text);
    }
}
