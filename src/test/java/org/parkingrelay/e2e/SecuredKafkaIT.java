package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.DocPage;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.JarCommand;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.SecuredBroker;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TlsFiles;

/**
 * A Kafka that demands login or certificate, and allows what the page on security says and nothing else. The settings, the file of the
 * secret and the commands of the permissions are that page's.
 */
class SecuredKafkaIT {

    private static final DocPage PAGE = new DocPage(Path.of("src/docs/security.md"));
    private static final String SCRAM = "SASL/SCRAM";
    private static final String MTLS = "Client certificate (mTLS)";
    private static final String EVENTS = "parking.gate-events.v1";
    private static final String RETRIES = "parking.gate-events.retry";
    private static final String DEAD_LETTERS = "parking.gate-events.dlt";
    private static final String BINDINGS = "parking.plate-bindings.v1";
    private static final String OUTCOMES = "parking.gate-events.outcomes";
    private static final String BESIDE = "粤B60009";
    private static final String PASSWORD = "swordfish-12";
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    static Path shared;

    private static SecuredBroker secured;
    private static TestBroker owner;

    @TempDir
    Path folder;

    private TestMall mall;

    @BeforeAll
    static void start() throws IOException {
        Path kafka = Files.createDirectories(shared.resolve("kafka"));
        TlsFiles server = TlsFiles.in(shared.resolve("server"));
        TlsFiles client = TlsFiles.in(shared.resolve("client"), "parking-relay");
        Files.copy(server.certificate(), kafka.resolve("ca.crt"));
        Files.copy(client.both(), kafka.resolve("client.pem"));
        secured = new SecuredBroker(server, client);
        owner = secured.owner();
        owner.createTopic(EVENTS, 3);
        owner.createTopic(RETRIES, 3);
        owner.createTopic(DEAD_LETTERS, 1);
        owner.createTopic(OUTCOMES, 3);
        owner.createCompactedTopic(BINDINGS, 1);
        owner.publish(BINDINGS, key(BESIDE, "oBeside"), "{}");
        allow("parking-relay", "");
    }

    @AfterAll
    static void stop() {
        secured.close();
    }

    @BeforeEach
    void surround() {
        mall = new TestMall(folder, owner, false)
                .with("relay.retry.budget", "1s")
                .with("relay.retry.delay", "1s");
    }

    @AfterEach
    void leave() {
        mall.close();
    }

    /** Gives a user the page's permissions, but for the commands with some words. */
    private static void allow(String user, String but) {
        secured.user(user, PASSWORD);
        List<String> commands = PAGE.commands("Permissions");
        assertThat(commands).hasSizeGreaterThan(4).anyMatch(command -> command.endsWith(but));
        commands.stream()
                .filter(command -> but.isEmpty() || !command.endsWith(but))
                .forEach(command -> secured.acls(command.replace("User:parking-relay", "User:" + user)));
    }

    /** The topics and groups by their default names, and the page's settings for how to connect. */
    private Map<String, String> settings(String way) {
        Map<String, String> settings = mall.settings();
        List.of(
                        "relay.intake.topics",
                        "relay.dead-letter.topic",
                        "relay.retry.topic",
                        "relay.lookup.topic",
                        "relay.outcome.topic")
                .forEach(settings::remove);
        Map<String, String> page = PAGE.properties(
                way,
                Map.of(
                        "/etc/parking-relay",
                        shared.toString(),
                        "kafka:9093",
                        secured.saslServers(),
                        "kafka:9094",
                        secured.tlsServers()));
        assertThat(page).containsKeys("kafka.bootstrap.servers", "kafka.security.protocol");
        settings.putAll(page);
        return settings;
    }

    /** The variable that names the page's file of secrets, with a user and a password in it. */
    private Map<String, String> secrets(String user, String password) throws IOException {
        String page = PAGE.block("Secrets", "properties");
        assertThat(page).contains("username=\"parking-relay\" password=\"change-me\"");
        Path file = Files.writeString(
                folder.resolve("secrets.properties"),
                page.replace("username=\"parking-relay\"", "username=\"" + user + "\"")
                        .replace("change-me", password));
        return Map.of("SMALLRYE_CONFIG_LOCATIONS", file.toString());
    }

    private static String key(String plate, String openid) {
        return "{\"appId\":\"" + TestMall.APP_ID + "\",\"plateNumber\":\"" + plate + "\",\"openid\":\"" + openid
                + "\"}";
    }

    private List<String> told() {
        return mall.wechatpay().ledger().taken().stream()
                .map(entry -> entry.fields().openid() + " " + entry.fields().state())
                .toList();
    }

    private static boolean holds(ConsumerRecord<byte[], byte[]> record, String text) {
        return new String(record.value(), StandardCharsets.UTF_8).contains(text);
    }

    @ParameterizedTest
    @CsvSource({SCRAM + ", 粤B60001", MTLS + ", 粤B60002"})
    void everything_that_a_relay_does_goes_with_the_permissions_of_the_page(String way, String plate) throws Exception {
        String openid = "oMember_" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> settings = settings(way);
        // At the most talkative, so that a secret would show.
        settings.put("quarkus.log.level", "TRACE");
        settings.put("quarkus.log.category.\"org.apache.kafka\".level", "TRACE");
        settings.put("quarkus.log.category.\"io.smallrye.reactive.messaging.kafka\".level", "TRACE");
        owner.publish(BINDINGS, key(plate, openid), "{}");
        try (RelayProcess relay = RelayProcess.launch(folder, settings, secrets("parking-relay", PASSWORD))
                .awaitReady()) {
            owner.publish(EVENTS, GateEvents.bare(plate, "IN"));
            await().atMost(SOON).untilAsserted(() -> assertThat(told()).containsExactly(openid + " IN"));

            String bad = "no event at all " + openid;
            owner.publish(EVENTS, bad);
            owner.awaitRecord(DEAD_LETTERS, SOON, letter -> holds(letter, bad));

            mall.wechatpay()
                    .faults()
                    .whenever(fields -> fields.openid().equals(openid), new Fault.Status(500, "SYSTEM_ERROR", "系统错误"));
            String out = GateEvents.bare(plate, "OUT");
            owner.publish(EVENTS, out);
            // Another is told meanwhile, so that one car's trouble is not taken for an outage.
            await().atMost(SOON).until(() -> {
                owner.publish(EVENTS, GateEvents.bare(BESIDE, "IN"));
                return owner.read(RETRIES).stream().anyMatch(copy -> holds(copy, out));
            });
            mall.wechatpay().faults().clear();

            await().atMost(SOON).untilAsserted(() -> assertThat(told()).contains(openid + " OUT"));
            await().atMost(SOON)
                    .until(() -> owner.uncommitted(EVENTS) + owner.uncommitted("parking-relay-retry", RETRIES) == 0);
            assertThat(relay.page("/q/health/ready")).doesNotContain("DOWN");
            assertThat(relay.output()).contains("\"level\":\"TRACE\"").doesNotContain(PASSWORD, "PRIVATE KEY");
        }
    }

    private void refused(Map<String, String> settings, Map<String, String> secrets, String key, String mend) {
        refused(settings, secrets, key, mend, relay -> {});
    }

    /** What people see of a start with these settings: readiness with the key and the mend, one line that says the same, no traces. */
    private void refused(
            Map<String, String> settings,
            Map<String, String> secrets,
            String key,
            String mend,
            Consumer<RelayProcess> then) {
        try (RelayProcess relay = RelayProcess.launch(folder, settings, secrets)) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                assertThat(relay.isAlive()).as(relay.output()).isTrue();
                assertThat(relay.output()).contains("\"key\":\"" + key + "\"");
            });
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.page("/q/health/ready"))
                            .contains("\"status\": \"DOWN\"", "\"" + key + "\"")
                            .contains(mend));
            long lines = relay.output().lines().count();
            // While it is tried again and again.
            await().pollDelay(Duration.ofSeconds(7)).atMost(SOON).until(relay::isAlive);
            String output = relay.output();
            assertThat(output.lines().filter(line -> line.contains("\"key\":\"" + key + "\"")))
                    .as(output)
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(key, mend));
            assertThat(output).doesNotContain("\"exception\"", "stackTrace", "\tat ", PASSWORD, "wrong-one");
            assertThat(output.lines().count() - lines).as(output).isLessThan(5);
            assertThat(relay.page("/q/health/live")).doesNotContain("DOWN");
            then.accept(relay);
        }
    }

    @Test
    void a_wrong_password_is_told_once_with_its_key_and_all_goes_on_once_kafka_takes_it() throws IOException {
        allow("late", "");

        refused(
                settings(SCRAM),
                secrets("late", "wrong-one"),
                "kafka.sasl.jaas.config",
                "check both and kafka.sasl.mechanism",
                relay -> {
                    secured.user("late", "wrong-one");
                    relay.awaitReady();
                    String bad = "no event " + UUID.randomUUID();
                    owner.publish(EVENTS, bad);
                    // By the producer, which was refused too.
                    owner.awaitRecord(DEAD_LETTERS, SOON, letter -> holds(letter, bad));
                });
    }

    @Test
    void a_mechanism_that_kafka_does_not_offer_is_told() throws IOException {
        Map<String, String> settings = settings(SCRAM);
        settings.put("kafka.sasl.mechanism", "SCRAM-SHA-256");

        refused(settings, secrets("parking-relay", PASSWORD), "kafka.sasl.mechanism", "set it to the listener's own");
    }

    /** The second is one that was made anew by the same name. */
    @ParameterizedTest
    @ValueSource(strings = {"another", "127.0.0.1"})
    void a_kafka_of_another_ca_is_told(String ca) throws IOException {
        Map<String, String> settings = settings(SCRAM);
        settings.put(
                "kafka.ssl.truststore.location",
                TlsFiles.in(folder.resolve("other"), ca).certificate().toString());

        refused(
                settings,
                secrets("parking-relay", PASSWORD),
                "kafka.ssl.truststore.location",
                "set it, with kafka.ssl.truststore.type=PEM");
    }

    @Test
    void a_host_that_is_not_in_the_certificate_is_told() throws IOException {
        Map<String, String> settings = settings(SCRAM);
        settings.put("kafka.bootstrap.servers", secured.saslServers().replace("127.0.0.1", "localhost"));

        refused(
                settings,
                secrets("parking-relay", PASSWORD),
                "kafka.bootstrap.servers",
                "use a name that stands in it");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_certificate_or_a_strangers_is_told(boolean has) throws IOException {
        Map<String, String> settings = settings(MTLS);
        settings.remove("kafka.ssl.keystore.type");
        settings.remove("kafka.ssl.keystore.location");
        if (has) {
            settings.put("kafka.ssl.keystore.type", "PEM");
            settings.put(
                    "kafka.ssl.keystore.location",
                    TlsFiles.in(folder.resolve("stranger"), "parking-relay")
                            .both()
                            .toString());
        }

        refused(settings, Map.of(), "kafka.ssl.keystore.location", "as Kafka's CA made it");
    }

    @Test
    void the_clear_at_a_port_of_tls_is_told() {
        Map<String, String> settings = settings(MTLS);
        settings.keySet().removeIf(key -> key.startsWith("kafka.s"));

        try (RelayProcess relay = RelayProcess.launch(folder, settings)) {
            await().atMost(SOON)
                    .until(() -> relay.output().contains("a port of TLS does not answer who speaks without"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.page("/q/health/ready"))
                            .contains("check it, and kafka.security.protocol"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--topic parking.gate-events.v1, relay.intake.topics, READ",
        "--topic parking.gate-events.retry, relay.retry.topic, READ and WRITE",
        "--topic parking.gate-events.dlt, relay.dead-letter.topic, WRITE",
        "--group parking-relay, mp.messaging.incoming.gate-events.group.id, READ",
        "--group parking-relay-retry, mp.messaging.incoming.retry-events.group.id, READ"
    })
    void a_permission_that_is_missing_is_told_and_used_once_it_is_given(String without, String key, String operations)
            throws IOException {
        String user = "user-" + UUID.randomUUID().toString().substring(0, 8);
        allow(user, without);
        Map<String, String> settings = settings(SCRAM);

        refused(settings, secrets(user, PASSWORD), key, "allow its user " + operations + " there", relay -> {
            allow(user, "");
            relay.awaitReady();
            assertThat(relay.output()).contains("Kafka lets the relay do all that it needs");
        });
    }

    @Test
    void explain_reads_a_topic_with_the_same_keys_and_tells_what_is_refused() throws IOException {
        Map<String, String> settings = settings(MTLS);
        owner.publish(EVENTS, GateEvents.bare("粤B60003", "IN"));

        JarCommand.Result read =
                new JarCommand(folder, settings).run("", List.of("explain", "--topic", EVENTS, "--last", "1"));
        assertThat(read.output()).as(read.errors()).contains("粤B60003");

        owner.createTopic("not-the-relays", 1);
        assertThat(new JarCommand(folder, settings).run("", List.of("explain", "--topic", "not-the-relays")))
                .isEqualTo(
                        new JarCommand.Result(
                                2,
                                "",
                                "Kafka does not allow kafka.* to read topic not-the-relays; allow its user READ on the topic\n"));

        settings.remove("kafka.ssl.keystore.location");
        assertThat(new JarCommand(folder, settings)
                        .run("", List.of("explain", "--topic", EVENTS))
                        .errors())
                .startsWith("kafka.ssl.keystore.location holds no certificate that Kafka takes");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.ssl.truststore.location, /no/such/file",
        "kafka.ssl.keystore.location, /no/such/file",
        "kafka.sasl.jaas.config, ScramLoginModule required password=swordfish-12"
    })
    void what_cannot_be_read_ends_the_start(String key, String value) throws IOException {
        Map<String, String> settings = settings(key.contains("sasl") ? SCRAM : MTLS);
        settings.put(key, value);

        try (RelayProcess relay = RelayProcess.launch(folder, settings)) {
            assertThat(relay.awaitEnd()).as(relay.output()).isEqualTo(1);
            assertThat(relay.output())
                    .contains("Configuration: " + key)
                    .doesNotContain("\tat ")
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void a_kafka_that_is_not_there_is_told() {
        Map<String, String> settings = settings(MTLS);
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + ChildProcess.freePort());

        try (RelayProcess relay = RelayProcess.launch(folder, settings)) {
            await().atMost(SOON).until(() -> relay.output().contains("names no Kafka that answers"));
        }
    }
}
