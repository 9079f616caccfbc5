package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** A Redis Cluster of three masters, one of them with a replica, which is killed. */
class RedisClusterIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CARS = 60;

    @TempDir
    static Path folder;

    private static final List<RedisProcess> NODES = new ArrayList<>();
    private static TestMall mall;
    private static RelayProcess relay;

    @BeforeAll
    static void start() {
        List<String> buses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String bus = String.valueOf(ChildProcess.freePort());
            buses.add(bus);
            NODES.add(RedisProcess.start(
                    folder.resolve("node-" + i),
                    "--cluster-enabled",
                    "yes",
                    "--cluster-port",
                    bus,
                    "--cluster-node-timeout",
                    "2000"));
        }
        String[] slots = {"0", "5460", "5461", "10922", "10923", "16383"};
        for (int i = 0; i < 3; i++) {
            NODES.get(i).query("CLUSTER", "ADDSLOTSRANGE", slots[2 * i], slots[2 * i + 1]);
        }
        for (int i = 1; i < 4; i++) {
            NODES.get(0)
                    .query(
                            "CLUSTER",
                            "MEET",
                            "127.0.0.1",
                            String.valueOf(NODES.get(i).port()),
                            buses.get(i));
        }
        String first = NODES.get(0).query("CLUSTER", "MYID");
        await().atMost(SOON)
                .until(() -> NODES.get(3).query("CLUSTER", "REPLICATE", first).equals("OK"));
        await().atMost(SOON).until(() -> NODES.stream().allMatch(RedisClusterIT::isWhole));
        NODES.forEach(node -> node.makeRelaysUser("hush-hush", "+cluster|slots"));
        mall = new TestMall(folder, BROKER, false)
                .on(NODES.stream()
                        .map(node -> "redis://relay:hush-hush@127.0.0.1:" + node.port())
                        .collect(Collectors.joining(",")))
                .with("quarkus.redis.client-type", "cluster");
        for (int i = 0; i < CARS; i++) {
            mall.member("粤B1%04d".formatted(i), "o" + i);
        }
        relay = RelayProcess.start(folder, mall.settings());
    }

    private static boolean isWhole(RedisProcess node) {
        return node.query("CLUSTER", "INFO").contains("cluster_state:ok");
    }

    @AfterAll
    static void stop() {
        relay.close();
        mall.close();
        NODES.forEach(RedisProcess::close);
    }

    private static void passAll(String direction) {
        mall.wechatpay().ledger().clear();
        for (int i = 0; i < CARS; i++) {
            BROKER.publish(
                    mall.events(),
                    GateEvents.of(direction + i, "LOT-1", "粤B1%04d".formatted(i), direction, Instant.now(), ""));
        }
        await().atMost(SOON).until(() -> BROKER.uncommitted(mall.events()) == 0);
        // A call whose answer was lost in the crowd is repeated.
        assertThat(mall.wechatpay().ledger().taken().stream()
                        .map(entry ->
                                entry.fields().openid() + " " + entry.fields().state())
                        .distinct())
                .hasSize(CARS)
                .allMatch(told -> told.endsWith(direction));
    }

    @Test
    void members_and_states_are_spread_over_the_masters_and_survive_the_loss_of_one() {
        passAll("IN");
        for (RedisProcess master : NODES.subList(0, 3)) {
            assertThat(master.query("KEYS", "*")).contains("parking-relay:binding:", "parking-relay:state:");
        }

        await().atMost(SOON)
                .until(() -> NODES.get(3).query("DBSIZE").equals(NODES.get(0).query("DBSIZE")));
        NODES.get(0).kill();
        passAll("OUT");

        assertThat(relay.records("skipped", "not_a_member")).isZero();
        assertThat(NODES.get(3).query("ROLE")).contains("master");
        // The client names its addresses where it cannot connect, logins included.
        assertThat(relay.output()).contains("Redis cannot be connected").doesNotContain("hush-hush");
    }
}
