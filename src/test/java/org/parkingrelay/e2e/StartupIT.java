package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.NeedsOpenSsl;
import org.parkingrelay.testing.OpenSsl;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** Wrong configuration stops the packaged jar with one line for each problem; right configuration is taken from anywhere. */
class StartupIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREDENTIAL = "relay.wechatpay.credentials.\"main\".";
    private static final String CIRCLE = "relay.circles.\"mall\".";

    @TempDir
    Path folder;

    private TestMall mall;
    private Map<String, String> settings;

    @BeforeEach
    void configure() {
        mall = new TestMall(folder, TestBroker.shared(), false).member("粤B88888", "oMember");
        settings = mall.settings();
    }

    @AfterEach
    void close() {
        mall.close();
    }

    /** What the relay printed before it ended, without the lines of a framework that only tell of the end. */
    private List<String> linesOfFailedStart() {
        try (RelayProcess relay = RelayProcess.launch(folder, settings)) {
            assertThat(relay.awaitEnd()).as(relay.output()).isEqualTo(1);
            assertThat(relay.output()).doesNotContain("\tat ", "BEGIN PRIVATE KEY-----\nMII");
            return relay.output()
                    .lines()
                    .map(line -> line.replaceFirst("^ *(Configuration: )?", ""))
                    .toList();
        }
    }

    @Test
    void nothing_configured_names_every_key_that_is_needed() {
        settings.clear();

        assertThat(linesOfFailedStart())
                .anySatisfy(line -> assertThat(line).startsWith("relay.circles names no circle; set relay.circles"))
                .anySatisfy(line -> assertThat(line).startsWith("relay.lots names no car park"))
                .anySatisfy(line -> assertThat(line).startsWith("relay.wechatpay.credentials names no merchant; set"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("relay.lookup.embedded.path is missing; set it to a file"));
    }

    @Test
    void from_its_start_to_its_end_a_relay_prints_nothing_but_lines_of_json() {
        try (RelayProcess relay = RelayProcess.start(folder, settings)) {
            relay.terminate();

            assertThat(relay.output().lines())
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(JSON.readTree(line).path("level").asText())
                                    .isNotEmpty());
        }
    }

    /** A wrong setting and the beginning of the line that must be printed. */
    private record Case(String expected, Consumer<Map<String, String>> mistake) {}

    private static Case missing(String key) {
        return new Case(key + " is missing; set it to ", settings -> settings.remove(key));
    }

    private static Case wrong(String key, String value, String expected) {
        return new Case(key + " " + expected, settings -> settings.put(key, value));
    }

    /** All at once: they must not hide each other, and one start is quicker than thirty. */
    private void assertAllTold(List<Case> cases) {
        List<String> heads = new ArrayList<>();
        for (Case one : cases) {
            one.mistake().accept(settings);
            heads.add(one.expected());
        }

        List<String> lines = linesOfFailedStart();

        for (String head : heads) {
            assertThat(lines)
                    .as(head)
                    .anySatisfy(line -> assertThat(line).startsWith(head).contains("; "));
        }
    }

    @Test
    void each_missing_key_is_named() {
        assertAllTold(List.of(
                missing(CREDENTIAL + "serial-number"),
                missing(CREDENTIAL + "private-key-file"),
                missing(CREDENTIAL + "public-key-id"),
                missing(CREDENTIAL + "public-key-file"),
                missing(CIRCLE + "brand-id"),
                missing(CIRCLE + "credential"),
                missing("relay.lookup.embedded.path")));
    }

    @Test
    void the_keys_that_the_test_above_leaves_are_named_too() {
        assertAllTold(List.of(missing(CREDENTIAL + "mchid"), missing(CIRCLE + "app-id")));
    }

    @Test
    void a_store_in_redis_needs_to_be_told_where_that_is() {
        settings.put("relay.lookup.store", "redis");

        assertThat(linesOfFailedStart())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("quarkus.redis.hosts is missing or no address")
                        .contains("set it to redis://"));
    }

    @Test
    void each_wrong_value_is_named_with_its_mend() {
        assertAllTold(List.of(
                wrong(CREDENTIAL + "mchid", "mall", "has not the form of one; set it to the merchant id"),
                wrong(
                        CREDENTIAL + "serial-number",
                        "PUB_KEY_ID_1",
                        "has not the form of one; set it to the serial number"),
                wrong(
                        CREDENTIAL + "public-key-id",
                        "5F1C72E2",
                        "has not the form of one; set it to the id of the WeChat Pay"),
                wrong(CREDENTIAL + "private-key-file", "/no/such/file.pem", "names a file that does not exist"),
                wrong(CREDENTIAL + "public-key-file", folder.toString(), "names a file that cannot be read"),
                wrong(CIRCLE + "brand-id", "one", "is not a positive whole number; set it to"),
                wrong(
                        CIRCLE + "credential",
                        "other",
                        "names the credential 'other', which is not configured; use one of [main]"),
                wrong(CIRCLE + "app-id", "w".repeat(33), "has 33 characters; WeChat Pay takes at most 32"),
                wrong(
                        "relay.lots.\"LOT-2\"",
                        "elsewhere",
                        "names the circle 'elsewhere', which is not configured; use one of [mall]"),
                wrong(
                        "relay.wechatpay.hosts",
                        "http://example.com",
                        "names http://example.com, which would send personal data in the clear; use https://"),
                wrong("relay.intake.topics", "a.(b", "holds what is neither a topic's name nor a regular expression"),
                wrong("relay.intake.max-in-flight", "0", "is less than 1; set it to"),
                wrong("relay.delivery.max-age", "0s", "is not between 0 and a year; set it to"),
                wrong("relay.retry.backoff.initial", "0s", "is shorter than 1ms; set it to"),
                wrong("relay.wechatpay.deadline", "0s", "is not positive; set it to"),
                wrong("relay.lookup.store", "oracle", "names no store; set it to embedded or redis"),
                wrong("relay.retry.topic", "no topic", ""),
                wrong("relay.lookup.topic", "no topic", "is no topic's name; set it to"),
                wrong("relay.retry.delay", "0s", ""),
                wrong("relay.delivery.same-passage-window", "-1s", "is not between 0 and"),
                wrong("relay.delivery.hash-key-file", "/no/such/file", "names a file that cannot be read"),
                wrong("relay.wechatpay.credentials.\"main\".calls-per-second", "0", "is not above 0"),
                wrong("relay.intake.max-window", "0", "is less than 1; set it to"),
                wrong("relay.intake.drain-timeout", "-1s", "is negative or longer than 5m; set it to"),
                wrong("relay.lokup.store", "embedded", "is not a key of the relay; keys begin with")));
    }

    @Test
    void plain_http_needs_consent_even_on_this_machine() {
        settings.remove("relay.wechatpay.allow-plain-http");

        assertThat(linesOfFailedStart())
                .anySatisfy(line -> assertThat(line)
                        .contains("relay.wechatpay.hosts names http://localhost:")
                        .contains("set relay.wechatpay.allow-plain-http=true"));
    }

    @Test
    @NeedsOpenSsl
    void each_wrong_key_file_is_told_by_what_it_holds() throws IOException {
        KeyPair keys = MerchantKeys.generate();
        MerchantKeys.writePrivate(keys, folder.resolve("key.pem"));
        MerchantKeys.writePublic(keys, folder.resolve("own_public.pem"));
        OpenSsl.run(
                folder,
                "req",
                "-x509",
                "-key",
                "key.pem",
                "-subj",
                "/CN=1900000109",
                "-days",
                "1",
                "-out",
                "apiclient_cert.pem");
        OpenSsl.run(
                folder, "pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:1900000109", "-out", "encrypted.pem");
        OpenSsl.run(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.pem");
        OpenSsl.run(folder, "genrsa", "-out", "short.pem", "1024");
        Files.writeString(folder.resolve("text.pem"), "no key at all\n");
        Files.writeString(folder.resolve("empty.pem"), "");
        String pem = Files.readString(folder.resolve("key.pem"));
        Files.writeString(folder.resolve("damaged.pem"), pem.substring(0, 200) + "\n-----END PRIVATE KEY-----\n");
        // One credential for each mistake.
        Map<String, String> expected = new HashMap<>();
        credential(
                "a",
                "private",
                "apiclient_cert.pem",
                "holds a certificate where the merchant's private key belongs; set",
                expected);
        credential(
                "b",
                "private",
                "own_public.pem",
                "holds a public key where the merchant's private key belongs; set",
                expected);
        credential(
                "c", "private", "encrypted.pem", "holds a private key that its password does not open; see", expected);
        credential("d", "private", "ec.pem", "holds a key of EC", expected);
        credential("e", "private", "short.pem", "holds a key of 1024 bits, fewer than 2048; set", expected);
        credential("f", "private", "text.pem", "names a file that is neither PEM nor PKCS#12", expected);
        credential("g", "private", "empty.pem", "names an empty file; set", expected);
        credential("h", "private", "damaged.pem", "names a file whose PEM is damaged; set", expected);
        credential(
                "i",
                "public",
                "apiclient_cert.pem",
                "holds a certificate where the WeChat Pay public key belongs; set",
                expected);
        credential(
                "j", "public", "key.pem", "holds a private key where the WeChat Pay public key belongs; set", expected);
        credential("k", "public", "text.pem", "names a file that is not PEM; set", expected);
        settings.put("relay.wechatpay.credentials.\"l\".private-key-file", pem);
        expected.put("relay.wechatpay.credentials.\"l\".private-key-file", "holds a key itself; set");
        settings.put(CREDENTIAL + "private-key-file", folder.resolve("key.pem").toString());
        settings.put(
                CREDENTIAL + "public-key-file", folder.resolve("own_public.pem").toString());
        expected.put(CREDENTIAL + "public-key-file", "holds the merchant's own public key; download");

        List<String> lines = linesOfFailedStart();

        expected.forEach((key, what) ->
                assertThat(lines).as(key).anySatisfy(line -> assertThat(line).startsWith(key + " " + what)));
        String secret = pem.lines().skip(1).findFirst().orElseThrow();
        assertThat(String.join("\n", lines)).doesNotContain(secret);
    }

    private void credential(String name, String kind, String file, String what, Map<String, String> expected) {
        String key = "relay.wechatpay.credentials.\"" + name + "\"." + kind + "-key-file";
        settings.put(key, folder.resolve(file).toString());
        expected.put(key, what);
    }

    @Test
    void partner_mode_wants_the_malls_own_merchant_id() {
        settings.put(CREDENTIAL + "partner", "true");

        assertThat(linesOfFailedStart())
                .contains(CIRCLE + "sub-mchid is missing, though the credential 'main' is a"
                        + " partner's; set it to the mall's own merchant id");
    }

    @Test
    void a_partners_credential_signs_for_no_mall_without_a_merchant_id() {
        settings.put(CIRCLE + "sub-mchid", "1900008888");
        settings.put("relay.circles.\"second\".app-id", TestMall.APP_ID);
        settings.put("relay.circles.\"second\".brand-id", "1001");
        settings.put("relay.circles.\"second\".credential", "main");

        assertThat(linesOfFailedStart())
                .anySatisfy(line -> assertThat(line).contains("relay.circles.\"second\".sub-mchid is missing, though"));
    }

    @Test
    void a_key_that_is_set_to_nothing_is_named() {
        settings.put(CIRCLE + "sub-mchid", "");

        assertThat(linesOfFailedStart())
                .anySatisfy(
                        line -> assertThat(line).contains("sub-mchid is set to nothing; give it a value or remove it"));
    }

    @Test
    void a_misspelt_key_and_a_value_of_the_wrong_type_are_named() {
        settings.put("relay.intake.max-in-flght", "5");

        assertThat(String.join("\n", linesOfFailedStart())).contains("relay.intake.max-in-flght");

        settings.remove("relay.intake.max-in-flght");
        settings.put("relay.intake.max-in-flight", "many");

        assertThat(String.join("\n", linesOfFailedStart())).contains("relay.intake.max-in-flight");
    }

    @Test
    void members_that_cannot_be_read_stop_the_start() throws IOException {
        settings.put("relay.lookup.import", folder.resolve("nobody.csv").toString());

        assertThat(linesOfFailedStart())
                .anySatisfy(line -> assertThat(line).contains("relay.lookup.import names a file that does not exist"));

        settings.put(
                "relay.lookup.import",
                Files.writeString(folder.resolve("odd.csv"), "plate;openid\n").toString());

        assertThat(linesOfFailedStart())
                .anySatisfy(line -> assertThat(line)
                        .contains("relay.lookup.import names a file without the right heading")
                        .contains("app_id,plate,openid"));
    }

    @Test
    void a_second_relay_on_the_same_store_is_told_so() {
        try (RelayProcess first = RelayProcess.start(folder, settings)) {
            assertThat(linesOfFailedStart())
                    .anySatisfy(line -> assertThat(line)
                            .contains("relay.lookup.embedded.path names a file that another process has open"));
            assertThat(first.page("/q/health/ready")).contains("UP");
        }
    }

    @Test
    void settings_come_from_environment_variables() {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((key, value) ->
                environment.put(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        environment.remove("RELAY_LOTS__LOT_1_");
        environment.put("RELAY_LOTS", "LOT-2=mall;LOT-1=mall");
        // Kubernetes puts these into every pod beside a service that is called relay.
        environment.put("RELAY_SERVICE_HOST", "10.0.0.1");
        environment.put("RELAY_PORT_9000_TCP", "tcp://10.0.0.1:9000");

        assertForwards(RelayProcess.launch(folder, Map.of(), environment));
    }

    @Test
    void settings_come_from_a_file() throws IOException {
        StringBuilder file = new StringBuilder();
        settings.forEach(
                (key, value) -> file.append(key).append('=').append(value).append('\n'));
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), file);

        assertForwards(RelayProcess.launch(folder, Map.of()));
    }

    private void assertForwards(RelayProcess launched) {
        try (RelayProcess relay = launched.awaitReady()) {
            TestBroker.shared().publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
            await().atMost(Duration.ofSeconds(30)).until(() -> relay.records("forwarded", "none") == 1);
            assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
        }
    }
}
