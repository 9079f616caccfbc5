package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;
import org.parkingrelay.testing.TlsFiles;

/** A Redis that takes TLS only, and asks for a certificate of who connects. */
class RedisTlsIT {

    private static final TestBroker BROKER = TestBroker.shared();

    @TempDir
    Path folder;

    @Test
    void members_are_found_over_tls_with_a_certificate_of_the_relays_own() {
        TlsFiles server = TlsFiles.in(folder.resolve("server"));
        TlsFiles client = TlsFiles.in(folder.resolve("client"));
        int tlsPort = ChildProcess.freePort();
        try (RedisProcess redis = RedisProcess.start(
                        folder.resolve("redis"),
                        "--tls-port",
                        String.valueOf(tlsPort),
                        "--tls-cert-file",
                        server.certificate().toString(),
                        "--tls-key-file",
                        server.key().toString(),
                        "--tls-ca-cert-file",
                        client.certificate().toString());
                TestMall mall = new TestMall(folder, BROKER, false)
                        .on("rediss://127.0.0.1:" + tlsPort)
                        .with("quarkus.redis.tls-configuration-name", "redis")
                        .with("quarkus.tls.redis.hostname-verification-algorithm", "HTTPS")
                        .with(
                                "quarkus.tls.redis.trust-store.pem.certs",
                                server.certificate().toString())
                        .with(
                                "quarkus.tls.redis.key-store.pem.0.cert",
                                client.certificate().toString())
                        .with(
                                "quarkus.tls.redis.key-store.pem.0.key",
                                client.key().toString())
                        .member("粤B10001", "oSecret");
                RelayProcess relay = RelayProcess.start(folder, mall.settings())) {
            BROKER.publish(mall.events(), GateEvents.of("tls", "LOT-1", "粤B10001", "IN", Instant.now(), ""));

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            mall.wechatpay().ledger().taken().size() == 1 && BROKER.uncommitted(mall.events()) == 0);
            assertThat(relay.records("skipped", "not_a_member")).isZero();
            assertThat(redis.query("KEYS", "parking-relay:binding:*")).contains("粤B10001");
        }
    }
}
