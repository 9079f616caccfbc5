package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.Fault;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** Members bind and withdraw their plates by the topic, while two relays share a Redis. */
class BindingTopicIT {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 20_000;
    private static final String PLATE = "粤B50001";

    @TempDir
    Path folder;

    private RedisProcess redis;
    private TestMall mall;
    private final List<RelayProcess> relays = new ArrayList<>();

    @BeforeEach
    void surround() {
        redis = RedisProcess.start(folder);
        mall = new TestMall(folder, BROKER, false).on(redis.host());
        BROKER.createCompactedTopic(mall.bindings(), 3);
    }

    @AfterEach
    void stop() {
        relays.forEach(RelayProcess::close);
        mall.close();
        redis.close();
    }

    private void startTwo() {
        relays.add(RelayProcess.launch(folder, mall.settings()));
        relays.add(RelayProcess.launch(folder, mall.settings()));
        relays.forEach(RelayProcess::awaitReady);
    }

    private static String key(String plate, String openid) {
        return "{\"appId\":\"" + TestMall.APP_ID + "\",\"plateNumber\":\"" + plate + "\",\"openid\":\"" + openid
                + "\"}";
    }

    private void passes(String plate, String direction) {
        BROKER.publish(mall.events(), GateEvents.bare(plate, direction));
    }

    private long records(String disposition, String reason) {
        return relays.stream()
                .mapToLong(relay -> relay.records(disposition, reason))
                .sum();
    }

    private String dispositions() {
        return relays.stream()
                .flatMap(relay -> relay.page("/q/metrics").lines())
                .filter(line -> line.matches("relay_(intake_records|wechatpay_calls_seconds_count|delivery_retries).*"))
                .collect(Collectors.joining("\n"));
    }

    private List<String> told() {
        return mall.wechatpay().ledger().taken().stream()
                .map(entry -> entry.fields().openid() + " " + entry.fields().state())
                .toList();
    }

    private boolean isBound(String plate) {
        return !redis.query("ZRANGE", "parking-relay:binding:" + TestMall.APP_ID + ":" + plate, "0", "+inf", "BYSCORE")
                .isBlank();
    }

    @Test
    void who_binds_is_told_and_who_withdraws_is_not_even_of_what_already_waits() {
        startTwo();
        BROKER.publish(mall.bindings(), key("粤B·50001", "oMember"), "{}");
        await().atMost(SOON).until(() -> isBound(PLATE));
        passes(PLATE, "IN");
        await().atMost(SOON).until(() -> told().equals(List.of("oMember IN")));

        mall.wechatpay().faults().whenever(fields -> true, new Fault.Status(500, "SYSTEM_ERROR", "系统错误"));
        passes(PLATE, "OUT");
        await().atMost(SOON).until(() -> mall.wechatpay().ledger().entries().size() > 1);
        BROKER.publish(mall.bindings(), key("粤B·50001", "oMember"), null);
        await().atMost(SOON).until(() -> !isBound(PLATE));

        await().atMost(SOON).until(() -> records("skipped", "not_a_member") == 1);
        mall.wechatpay().faults().clear();
        passes(PLATE, "IN");
        await().atMost(SOON).until(() -> records("skipped", "not_a_member") == 2);
        assertThat(told()).containsExactly("oMember IN");
        assertThat(relays).allSatisfy(relay -> assertThat(relay.output()).doesNotContain("50001", "oMember"));
    }

    @Test
    void a_first_start_takes_no_member_for_a_stranger() {
        // A topic that was just made may refuse what is sent to it in bulk.
        for (int partition = 0; partition < 3; partition++) {
            byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
            byte[] key = key("沪A1000" + partition, "oFirst").getBytes(StandardCharsets.UTF_8);
            BROKER.publish(new ProducerRecord<>(mall.bindings(), partition, key, value));
        }
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sent.add(BROKER.publishLater(mall.bindings(), key("粤BD%05d".formatted(i), "oMember_" + i), "{}"));
        }
        BROKER.flush();
        assertThat(sent).allSatisfy(record -> assertThatCode(record::get).doesNotThrowAnyException());
        for (int i = 0; i < MANY; i += 100) {
            passes("粤BD%05d".formatted(i), "IN");
        }

        startTwo();

        await().atMost(SOON).until(() -> BROKER.uncommitted(mall.events()) == 0);
        assertThat(records("skipped", "not_a_member")).isZero();
        // A call without an answer in time is made again, as on a slow machine, so that some may be told twice.
        assertThat(Set.copyOf(told())).as(dispositions()).hasSize(MANY / 100);
    }

    @Test
    void a_redis_that_is_away_for_a_while_gets_what_it_missed() {
        startTwo();
        redis.kill();
        BROKER.publish(mall.bindings(), key(PLATE, "oMember"), "{}");
        passes(PLATE, "IN");
        redis.restart();

        await().atMost(SOON).until(() -> isBound(PLATE));
    }
}
