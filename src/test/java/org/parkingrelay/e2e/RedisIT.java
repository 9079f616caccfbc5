package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** Two relays that share a Redis. */
class RedisIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static RedisProcess redis;
    private static TestMall mall;
    private static RelayProcess first;
    private static RelayProcess second;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(folder);
        redis.makeRelaysUser("hush");
        mall = new TestMall(folder, BROKER, false)
                .on("redis://relay:hush@127.0.0.1:" + redis.port())
                .member("粤B10001", "oOnce")
                .member("粤B10002", "oRight")
                .member("粤B10003", "oWrong")
                .member("粤B10004", "oPaused")
                .member("粤B10005", "oRestarted")
                .member("粤B10006", "oHidden");
        first = RelayProcess.start(folder, mall.settings());
        second = RelayProcess.start(folder, mall.settings());
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        mall.close();
        redis.close();
    }

    @BeforeEach
    void forget() {
        mall.wechatpay().faults().clear();
        mall.wechatpay().ledger().clear();
    }

    private static void publish(String eventId, String plate, String direction, Instant at, String more) {
        BROKER.publish(mall.events(), GateEvents.of(eventId, "LOT-1", plate, direction, at, more));
    }

    private static void awaitSettled() {
        await().atMost(SOON).until(() -> BROKER.uncommitted(mall.events()) == 0);
    }

    private static List<String> told() {
        return mall.wechatpay().ledger().taken().stream()
                .map(entry -> entry.fields().openid() + " " + entry.fields().state())
                .toList();
    }

    private static long records(String disposition, String reason) {
        return first.records(disposition, reason) + second.records(disposition, reason);
    }

    @Test
    void an_event_that_lies_in_many_partitions_is_reported_once() {
        Instant now = Instant.now();
        for (int i = 0; i < 30; i++) {
            publish("same", "粤B10001", "IN", now, "");
        }

        awaitSettled();
        assertThat(told()).containsExactly("oOnce IN");
    }

    @Test
    void a_correction_takes_the_wrong_member_out_and_the_right_one_in() {
        Instant at = Instant.now();
        publish("wrong", "粤B10003", "IN", at, "");
        awaitSettled();
        publish("right", "粤B10002", "IN", at, ",\"kind\":\"CORRECTION\",\"supersedes\":\"wrong\"");
        awaitSettled();

        assertThat(told()).containsExactly("oWrong IN", "oWrong OUT", "oRight IN");
    }

    @Test
    void while_redis_does_not_answer_events_wait_and_nobody_is_taken_for_a_stranger() {
        long strangers = records("skipped", "not_a_member");
        redis.pause();
        try {
            publish("waits", "粤B10004", "OUT", Instant.now(), "");
            await().atMost(SOON)
                    .until(() -> first.page("/q/health/ready").contains("\"inFlight\": 1")
                            || second.page("/q/health/ready").contains("\"inFlight\": 1"));
        } finally {
            redis.resume();
        }

        awaitSettled();
        assertThat(told()).containsExactly("oPaused OUT");
        assertThat(records("skipped", "not_a_member")).isEqualTo(strangers);
    }

    @Test
    void redis_may_be_restarted() {
        redis.kill();
        publish("restart", "粤B10005", "IN", Instant.now(), "");
        redis.restart();
        redis.makeRelaysUser("hush");

        awaitSettled();
        assertThat(told()).containsExactly("oRestarted IN");
    }

    @Test
    void what_redis_keeps_of_reported_states_shows_neither_plate_nor_openid() {
        publish("hidden", "粤B10006", "OUT", Instant.now(), "");
        awaitSettled();

        String dump = redis.query("KEYS", "*") + redis.everythingBelow("parking-relay:state:", "parking-relay:told:");
        assertThat(dump).contains("parking-relay:state:", "parking-relay:told:");
        assertThat(redis.everythingBelow("parking-relay:state:", "parking-relay:told:"))
                .isNotEmpty()
                .doesNotContain("oHidden", "B10006", "LOT-1", "hidden");
    }
}
