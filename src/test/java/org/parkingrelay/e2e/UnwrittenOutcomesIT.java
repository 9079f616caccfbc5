package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.DocPage;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.SecuredBroker;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TlsFiles;

/** A Kafka that allows all that the page on security says, but not to write what became of events. */
class UnwrittenOutcomesIT {

    private static final DocPage PAGE = new DocPage(Path.of("src/docs/security.md"));
    private static final String EVENTS = "parking.gate-events.v1";
    private static final String OUTCOMES = "parking.gate-events.outcomes";
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void holds_up_nothing_and_is_told_once() throws IOException {
        TlsFiles server = TlsFiles.in(folder.resolve("server"));
        TlsFiles client = TlsFiles.in(folder.resolve("client"), "parking-relay");
        Path kafka = Files.createDirectories(folder.resolve("kafka"));
        Files.copy(server.certificate(), kafka.resolve("ca.crt"));
        Files.copy(client.both(), kafka.resolve("client.pem"));
        try (SecuredBroker secured = new SecuredBroker(server, client)) {
            TestBroker owner = secured.owner();
            owner.createTopic(EVENTS, 3);
            owner.createTopic("parking.gate-events.retry", 3);
            owner.createTopic("parking.gate-events.dlt", 1);
            owner.createTopic(OUTCOMES, 3);
            owner.createCompactedTopic("parking.plate-bindings.v1", 1);
            List<String> commands = PAGE.commands("Permissions").stream()
                    .filter(command -> !command.endsWith(OUTCOMES))
                    .toList();
            assertThat(commands).hasSize(PAGE.commands("Permissions").size() - 1);
            commands.forEach(secured::acls);
            try (TestMall mall = new TestMall(folder, owner, false).member("粤B60005", "oMember");
                    RelayProcess relay = RelayProcess.start(folder, settings(mall, secured))) {
                owner.publish(EVENTS, GateEvents.bare("粤B60005", "IN"));
                owner.publish(EVENTS, GateEvents.bare("粤B60005", "OUT"));

                await().atMost(SOON)
                        .until(() -> mall.wechatpay().ledger().taken().size() == 2);
                await().atMost(SOON).until(() -> owner.uncommitted(EVENTS) == 0);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(relay.output().lines())
                                .filteredOn(line -> line.contains("allow its user WRITE on it"))
                                .hasSize(1));
                assertThat(relay.page("/q/health/ready")).doesNotContain("DOWN");
                assertThat(relay.page("/q/metrics").lines())
                        .filteredOn(
                                line -> line.startsWith("relay_outcome_records_total") && line.contains("not_allowed"))
                        .singleElement()
                        .asString()
                        .doesNotEndWith(" 0.0");
            }
            assertThat(owner.read(OUTCOMES)).isEmpty();
        }
    }

    private Map<String, String> settings(TestMall mall, SecuredBroker secured) {
        Map<String, String> settings = mall.settings();
        List.of(
                        "relay.intake.topics",
                        "relay.dead-letter.topic",
                        "relay.retry.topic",
                        "relay.lookup.topic",
                        "relay.outcome.topic")
                .forEach(settings::remove);
        settings.putAll(PAGE.properties(
                "Client certificate (mTLS)",
                Map.of("/etc/parking-relay", folder.toString(), "kafka:9094", secured.tlsServers())));
        return settings;
    }
}
