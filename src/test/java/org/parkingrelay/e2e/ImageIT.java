package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.standin.KeyKind;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayContainer;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.Tool;

/** The image, run as its pod would, where a container engine answers. CI has one, so there it always runs. */
@EnabledIf("hasEngine")
class ImageIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Ends the process where the cache does not fit; without, Java would start slowly and say nothing. */
    private static final String WITH_ITS_CACHE = "--env=JAVA_TOOL_OPTIONS=-XX:AOTMode=on";

    private static final double MOST_IDLE_MIB = 256;

    private static String image;

    @TempDir
    Path folder;

    private TestMall mall;

    static boolean hasEngine() {
        return RelayContainer.isPossible();
    }

    @BeforeAll
    static void build() {
        image = RelayContainer.image();
    }

    @BeforeEach
    void open() {
        mall = new TestMall(folder, BROKER, false).member("粤B88888", "oMember");
    }

    @AfterEach
    void close() {
        mall.close();
    }

    @Test
    void runs_as_a_user_with_a_number_without_a_shell_and_says_what_it_is() throws IOException {
        JsonNode config = new ObjectMapper()
                .readTree(Tool.run(folder, "docker", "inspect", "--format", "{{json .Config}}", image));

        assertThat(config.path("User").asText()).matches("[1-9][0-9]*(:[0-9]+)?");
        assertThat(config.path("Entrypoint")).extracting(JsonNode::asText).startsWith("java");
        assertThat(config.path("Entrypoint"))
                .extracting(JsonNode::asText)
                .noneMatch(word -> word.matches("(.*/)?(ba)?sh"));
        assertThat(config.path("Cmd")).isEmpty();
        assertThat(config.path("Labels").fieldNames())
                .toIterable()
                .contains(
                        "org.opencontainers.image.title",
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.revision");
    }

    @Test
    void with_nowhere_to_write_it_forwards_takes_a_new_key_and_stays_small() throws IOException {
        try (RedisProcess redis = RedisProcess.start(folder.resolve("redis"))) {
            mall.on("redis://localhost:" + redis.port()).with("relay.wechatpay.key-check-interval", "200ms");
            install(MerchantKeys.generate());
            Map<String, String> settings = mall.withCertificateFile().settings();
            try (RelayContainer relay =
                    RelayContainer.start(folder, settings, WITH_ITS_CACHE).awaitReady()) {
                assertThat(relay.memoryMiB()).isLessThan(MOST_IDLE_MIB);
                // Each with a library of its own, which no jar can unpack here.
                int taken = 0;
                for (String compression : List.of("none", "gzip", "lz4", "snappy", "zstd")) {
                    publish(compression, GateEvents.bare("粤B88888", taken % 2 == 0 ? "IN" : "OUT"));
                    awaitTaken(++taken);
                }
                assertThat(relay.mappedFiles())
                        .contains(
                                "/app/relay.aot",
                                "libamazonCorrettoCryptoProvider.so",
                                "liblz4-java.so",
                                "libsnappyjava.so",
                                "libzstd-jni.so");

                install(MerchantKeys.generate());
                BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "OUT"));
                awaitTaken(++taken);

                assertThat(relay.memoryMiB()).isLessThan(MOST_IDLE_MIB);
                assertThat(relay.stop()).isZero();
                // What the engine made to mount on, and the folders around it.
                assertThat(relay.changes().lines())
                        .filteredOn(line -> !line.startsWith("C "))
                        .containsExactlyInAnyOrder("A /app/config", "A " + folder.toAbsolutePath());
                assertThat(relay.inspect("{{.State.OOMKilled}}")).isEqualTo("false");
            }
        }
    }

    /** As a pod ends: with a call under way, and its record not committed yet. */
    @Test
    void told_to_end_it_finishes_its_call_and_ends_well() {
        mall.wechatpay().faults().whenever(fields -> true, new Fault.Slow(Duration.ofSeconds(3)));
        mall.with("relay.wechatpay.deadline", "20s")
                .with("relay.lookup.embedded.path", "/var/lib/parking-relay/bindings.mv");
        try (RelayContainer relay = RelayContainer.start(
                        folder, mall.settings(), WITH_ITS_CACHE, "--volume=/var/lib/parking-relay")
                .awaitReady()) {
            BROKER.publish(mall.events(), GateEvents.bare("粤B88888", "IN"));
            await().atMost(SOON).until(() -> mall.wechatpay().ledger().entries().size() == 1);

            assertThat(relay.stop()).isZero();
            // The messaging layer may poll once more a consumer that it has just closed, and says so.
            assertThat(relay.output().lines().filter(line -> !line.contains("This consumer has already been closed.")))
                    .noneMatch(line -> line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"WARN\""));
        }
        assertThat(BROKER.uncommitted(mall.events())).isZero();
        assertThat(mall.wechatpay().ledger().taken()).hasSize(1);
        assertThat(BROKER.read(mall.deadLetters())).isEmpty();
    }

    @Test
    void its_commands_are_arguments() {
        assertThat(RelayContainer.command(folder, Map.of(), List.of(), "explain", "--examples"))
                .contains("jieshun-park");
        mall.with("relay.lookup.embedded.path", "/var/lib/parking-relay/bindings.mv");
        Map<String, String> settings = mall.settings();
        String members = settings.remove("relay.lookup.import");
        assertThat(RelayContainer.command(
                        folder, settings, List.of("--volume=/var/lib/parking-relay"), "import", members))
                .contains("1 lines good, 0 bad, 1 bindings new");
        assertThat(RelayContainer.command(folder, settings, List.of("--volume=/var/lib/parking-relay"), "self-test"))
                .contains("signs with AmazonCorretto");
    }

    private void publish(String compression, String event) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", BROKER.bootstrapServers(), "compression.type", compression);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(mall.events(), event.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void awaitTaken(int count) {
        await().atMost(SOON).until(() -> mall.wechatpay().ledger().takenCount() == count);
    }

    /** Has WeChat Pay know these keys only, and puts them where the relay looks. */
    private void install(KeyPair keys) {
        X509Certificate certificate = MerchantKeys.certificate(keys, TestMall.MCHID, keys, 30, KeyKind.RSA);
        String serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        Merchant.Mall itself = new Merchant.Mall(TestMall.BRAND_ID, TestMall.APP_ID, "");
        mall.wechatpay().know(new Merchant(TestMall.MCHID, serial, keys.getPublic(), List.of(itself)));
        MerchantKeys.writePrivate(keys, folder.resolve("key.pem"));
        MerchantKeys.writeCertificate(certificate, folder.resolve("cert.pem"));
    }
}
