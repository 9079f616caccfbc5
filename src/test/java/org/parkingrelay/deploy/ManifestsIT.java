package org.parkingrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.KeyKind;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TlsFiles;

/**
 * The packaged jar works with what an overlay tells it: the rendered files and variables, with paths moved into a folder. Other than
 * in a cluster are only the addresses, the topics, and Kafka, which here asks for no password.
 */
@NeedsKubectl
class ManifestsIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] HASH_KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final String KEYS = "/etc/parking-relay/keys";

    @TempDir
    Path folder;

    /** What no overlay can know. */
    private Map<String, String> surroundings(TestMall mall) {
        Map<String, String> all = mall.settings();
        Map<String, String> settings = new HashMap<>();
        for (String key : List.of(
                "kafka.bootstrap.servers",
                "relay.intake.topics",
                "relay.dead-letter.topic",
                "relay.retry.topic",
                "relay.outcome.topic",
                "relay.lookup.topic",
                "relay.lookup.import",
                "relay.wechatpay.hosts",
                "relay.wechatpay.allow-plain-http")) {
            settings.put(key, all.get(key));
        }
        settings.put("relay.wechatpay.key-check-interval", "200ms");
        settings.put("quarkus.http.port", "0");
        return settings;
    }

    /** Puts a merchant's new key and certificate into the secret, and has WeChat Pay know it. */
    private void install(Mounted pod, TestMall mall, int days) throws Exception {
        KeyPair keys = MerchantKeys.generate();
        X509Certificate certificate = MerchantKeys.certificate(keys, TestMall.MCHID, keys, days, KeyKind.RSA);
        String serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        Merchant.Mall own = new Merchant.Mall(TestMall.BRAND_ID, TestMall.APP_ID, "");
        mall.wechatpay().know(new Merchant(TestMall.MCHID, serial, keys.getPublic(), List.of(own)));
        Path key = MerchantKeys.writePrivate(keys, folder.resolve("new_key.pem"));
        MerchantKeys.writeCertificate(certificate, folder.resolve("new_cert.pem"));
        pod.secret(
                KEYS,
                Map.of(
                        "apiclient_key.pem", Files.readAllBytes(key),
                        "apiclient_cert.pem", Files.readAllBytes(folder.resolve("new_cert.pem")),
                        "pub_key.pem", Files.readAllBytes(folder.resolve("pub_key.pem"))));
    }

    @Test
    void a_relay_of_the_dev_overlay_finds_members_and_tells_wechat_pay_nothing() throws Exception {
        Rendering dev = Rendering.of("dev");
        Mounted pod = new Mounted(folder);
        pod.configure(dev);
        pod.secret("/etc/parking-relay/hash-key", Map.of("hash.key", HASH_KEY));
        try (RedisProcess redis = RedisProcess.start(folder.resolve("redis"));
                TestMall mall = new TestMall(folder, BROKER, false).member("粤B88888", "oMember")) {
            install(pod, mall, 30);
            Map<String, String> settings = surroundings(mall);
            settings.put("quarkus.redis.hosts", redis.host());
            try (RelayProcess relay =
                    RelayProcess.launch(folder, settings, pod.environment(dev)).awaitReady()) {
                BROKER.publish(mall.events(), GateEvents.of("dev", "any lot", "粤B88888", "IN", Instant.now(), ""));

                await().atMost(SOON).until(() -> relay.records("forwarded", "dry_run") == 1);
                assertThat(mall.wechatpay().ledger().taken()).isEmpty();
            }
        }
    }

    @Test
    void a_relay_of_production_reports_and_takes_a_key_that_the_kubelet_brings() throws Exception {
        Rendering production = Rendering.of("production");
        Mounted pod = new Mounted(folder);
        pod.configure(production);
        pod.secret("/etc/parking-relay/hash-key", Map.of("hash.key", HASH_KEY));
        pod.secret("/etc/parking-relay/users", Map.of("users", users()));
        TlsFiles server = TlsFiles.in(folder.resolve("server"));
        pod.secret("/etc/parking-relay/redis", Map.of("ca.crt", Files.readAllBytes(server.certificate())));
        int port = ChildProcess.freePort();
        Map<String, String> environment = pod.environment(production);
        environment.keySet().removeIf(variable -> variable.startsWith("KAFKA_"));
        // From the secret parking-relay-redis.
        environment.put("QUARKUS_REDIS_HOSTS", "rediss://127.0.0.1:" + port);
        try (RedisProcess redis = RedisProcess.start(
                        folder.resolve("redis"),
                        "--tls-port",
                        String.valueOf(port),
                        "--tls-cert-file",
                        server.certificate().toString(),
                        "--tls-key-file",
                        server.key().toString(),
                        "--tls-auth-clients",
                        "no");
                TestMall mall = new TestMall(folder, BROKER, false).member("粤B88888", "oMember")) {
            install(pod, mall, 30);
            try (RelayProcess relay =
                    RelayProcess.launch(folder, surroundings(mall), environment).awaitReady()) {
                Instant now = Instant.now();
                BROKER.publish(mall.events(), GateEvents.of("in", "LOT-2", "粤B88888", "IN", now.minusSeconds(9), ""));
                await().atMost(SOON)
                        .until(() -> mall.wechatpay().ledger().taken().size() == 1);
                assertThat(redis.query("KEYS", "parking-relay:binding:*")).contains("粤B88888");

                install(pod, mall, 700);
                await().atMost(SOON).until(() -> relay.output().contains("the new keys are in use"));
                BROKER.publish(mall.events(), GateEvents.of("out", "LOT-2", "粤B88888", "OUT", now, ""));

                await().atMost(SOON)
                        .until(() -> mall.wechatpay().ledger().taken().size() == 2);
                assertThat(relay.output()).doesNotContain("do not fit");
            }
        }
    }

    private static byte[] users() {
        return "anna:$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234:operator\n"
                .getBytes(StandardCharsets.UTF_8);
    }
}
