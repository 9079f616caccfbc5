package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/**
 * What becomes of events while Redis is killed, paused, full, or refuses the relay: nobody is taken for a stranger, readiness and
 * metrics say why nothing moves, and it goes on by itself. The relay has a user of its own, with the rights that the page on the store gives.
 */
class StoreOutageIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private static RedisProcess redis;
    private static TestMall mall;
    private static RelayProcess relay;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(folder);
        redis.makeRelaysUser("secret");
        mall = new TestMall(folder, BROKER, false)
                .on("redis://relay:secret@127.0.0.1:" + redis.port())
                .member("粤B10001", "oKilled")
                .member("粤B10002", "oPaused")
                .member("粤B10003", "oFull")
                .member("粤B10004", "oRefused");
        relay = RelayProcess.start(folder, mall.settings());
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
        redis.close();
    }

    @BeforeEach
    void forget() {
        mall.wechatpay().ledger().clear();
    }

    @AfterEach
    void nobodyWasTakenForAStranger() {
        assertThat(relay.records("skipped", "not_a_member")).isZero();
        assertThat(BROKER.uncommitted(mall.events())).isZero();
    }

    private static void publish(String eventId, String plate) {
        BROKER.publish(mall.events(), GateEvents.of(eventId, "LOT-1", plate, "IN", Instant.now(), ""));
    }

    /** Readiness is down and says so, and so do the metrics. */
    private static void awaitTold(String step, String reason) {
        await().atMost(SOON).untilAsserted(() -> {
            String health = relay.page("/q/health/ready");
            assertThat(health).contains("\"status\": \"DOWN\"");
            assertThat(health).containsPattern("\"" + step + "\": \"failing for \\d+ s: " + reason + "\"");
            assertThat(relay.page("/q/metrics"))
                    .containsPattern("relay_store_failing\\{[^}]*step=\"" + step + "\"[^}]*} [1-9]")
                    .containsPattern("relay_store_failures_total\\{[^}]*reason=\"" + reason + "\"[^}]*step=\"" + step
                            + "\"[^}]*} [1-9]");
        });
    }

    private static void awaitForwarded(String openid) {
        await().atMost(SOON).until(() -> told().equals(List.of(openid)) && BROKER.uncommitted(mall.events()) == 0);
        await().atMost(SOON).until(() -> !relay.page("/q/health/ready").contains("DOWN"));
    }

    private static List<String> told() {
        return mall.wechatpay().ledger().taken().stream()
                .map(entry -> entry.fields().openid())
                .toList();
    }

    @Test
    void killed() {
        redis.kill();
        publish("killed", "粤B10001");
        awaitTold("lookup", "unreachable");
        redis.restart();
        redis.makeRelaysUser("secret");

        awaitForwarded("oKilled");
        assertThat(relay.output()).contains("The store does not answer; what needs it waits");
    }

    @Test
    void paused() {
        redis.pause();
        publish("paused", "粤B10002");
        try {
            awaitTold("lookup", "timeout");
        } finally {
            redis.resume();
        }

        awaitForwarded("oPaused");
    }

    @Test
    void full() {
        redis.query("CONFIG", "SET", "maxmemory", "1");
        publish("full", "粤B10003");
        awaitTold("state", "oom");
        redis.query("CONFIG", "SET", "maxmemory", "0");

        awaitForwarded("oFull");
    }

    @Test
    void refusing_its_password() {
        redis.query("ACL", "SETUSER", "relay", "resetpass", ">another");
        redis.query("CLIENT", "KILL", "USER", "relay");
        publish("refused", "粤B10004");
        awaitTold("lookup", "wrongpass");
        redis.query("ACL", "SETUSER", "relay", "resetpass", ">secret");

        awaitForwarded("oRefused");
        assertThat(relay.output()).doesNotContain("secret");
    }
}
