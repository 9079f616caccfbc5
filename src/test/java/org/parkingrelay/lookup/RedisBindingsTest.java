package org.parkingrelay.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.RedisPositions;
import org.parkingrelay.store.StoreFault;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.StoreWatches;

class RedisBindingsTest extends BindingsContract {

    private static final String KEY = "parking-relay:binding:wx1:";

    @TempDir
    static Path folder;

    private static RedisProcess redis;
    private static Vertx vertx;
    private static Bindings plain;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(folder);
        vertx = Vertx.vertx();
        plain = bindings(PlateKeys.of(Optional.empty()));
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    private static RedisLink link(RedisProcess server, PlateKeys plateKeys) {
        return new RedisLink(
                RedisClient.of(Redis.createClient(vertx, server.host()), vertx, RedisClient.STANDALONE),
                Duration.ofSeconds(5),
                new RedisFormat(plateKeys, UUID.randomUUID().toString()),
                StoreWatches.any());
    }

    private static Bindings bindings(PlateKeys plateKeys) {
        return new RedisBindings(link(redis, plateKeys), plateKeys);
    }

    @Override
    Bindings bindings() {
        return plain;
    }

    @Test
    void another_system_binds_and_ends_with_plain_commands() {
        redis.query("ZADD", KEY + "粤B20001", "1700000000000", "oMall");
        assertThat(find(plain, "wx1", "粤B20001")).isEqualTo(found("粤B20001", "oMall"));

        redis.query("ZREM", KEY + "粤B20001", "oMall");
        assertThat(find(plain, "wx1", "粤B20001")).isEqualTo(new LookupResult.Absent());

        redis.query("ZADD", KEY + "粤B20001", "-1700000000001", "oMall");
        assertThat(add(plain, binding("wx1", "粤B20001", "oMall"))).containsExactly(false);
        assertThat(find(plain, "wx1", "粤B20001")).isEqualTo(new LookupResult.Absent());
    }

    @Test
    void what_others_wrote_and_wechat_pay_would_not_take_is_left_out() {
        redis.query("ZADD", KEY + "粤B20002", "1", "no openid", "2", "oGood");
        redis.query("SADD", KEY + "粤B20003", "oInASet");

        assertThat(find(plain, "wx1", "粤B20002")).isEqualTo(found("粤B20002", "oGood"));
        assertThat(find(plain, "wx1", "粤B20003")).isEqualTo(new LookupResult.Absent());
    }

    @Test
    void a_change_of_what_is_no_sorted_set_is_refused_by_name() {
        redis.query("SADD", KEY + "粤B20006", "oInASet");
        BindingChange change =
                new BindingChange(binding("wx1", "粤B20006", "oOne"), true, Instant.ofEpochSecond(1), false);

        assertThatThrownBy(() -> await(plain.apply(change)))
                .satisfies(failure -> assertThat(StoreFault.of(failure)).isEqualTo("wrongtype"));
    }

    @Test
    void what_is_known_from_before_has_no_time() {
        add(plain, binding("wx1", "粤B20004", "oOne"));

        assertThat(redis.query("ZRANGE", KEY + "粤B20004", "0", "-1", "WITHSCORES"))
                .isEqualTo("oOne\n0\n");
    }

    @Test
    void another_plate_hash_key_than_the_data_was_written_with_makes_redis_unavailable() {
        Bindings keyed = bindings(
                PlateKeys.of(Optional.of("a secret of sixteen bytes and more".getBytes(StandardCharsets.UTF_8))));
        add(plain, binding("wx1", "粤B20005", "oOne"));

        assertThat(find(keyed, "wx1", "粤B20005")).isEqualTo(new LookupResult.Unavailable("format_differs"));
        assertThat(redis.query("GET", "parking-relay:binding-format")).startsWith("plain@");
    }

    @Test
    void with_a_key_redis_holds_no_plate() {
        try (RedisProcess own = RedisProcess.start(folder.resolve("keyed"))) {
            PlateKeys keys =
                    PlateKeys.of(Optional.of("a secret of sixteen bytes and more".getBytes(StandardCharsets.UTF_8)));
            Bindings keyed = new RedisBindings(link(own, keys), keys);
            add(keyed, binding("wx1", PLATE, "oOne"));

            assertThat(find(keyed, "wx1", PLATE)).isEqualTo(found(PLATE, "oOne"));
            assertThat(own.query("KEYS", "*"))
                    .contains("parking-relay:binding:wx1:", "parking-relay:binding-format")
                    .doesNotContain("12345");
        }
    }

    @Test
    void a_redis_that_came_back_empty_is_unavailable_until_somebody_says_that_it_is_filled() {
        try (RedisProcess own = RedisProcess.start(folder.resolve("lost"))) {
            PlateKeys keys = PlateKeys.of(Optional.empty());
            RedisLink link = link(own, keys);
            Bindings bindings = new RedisBindings(link, keys);
            add(bindings, binding("wx1", PLATE, "oOne"));

            own.query("FLUSHALL");
            own.kill();
            own.restart();

            Awaitility.await()
                    .until(() -> find(bindings, "wx1", PLATE).equals(new LookupResult.Unavailable("data_lost")));
            own.query("ZADD", KEY + PLATE, "0", "oOne");
            assertThat(find(bindings, "wx1", PLATE)).isEqualTo(new LookupResult.Unavailable("data_lost"));
            own.query("SET", "parking-relay:binding-format", "plain");
            Awaitility.await().until(() -> find(bindings, "wx1", PLATE).equals(found(PLATE, "oOne")));
        }
    }

    /** The other relay has not filled it yet. */
    @Test
    void a_redis_that_came_back_empty_and_was_marked_by_another_relay_is_unavailable_too() {
        try (RedisProcess own = RedisProcess.start(folder.resolve("marked"))) {
            PlateKeys keys = PlateKeys.of(Optional.empty());
            Bindings bindings = new RedisBindings(link(own, keys), keys);
            add(bindings, binding("wx1", PLATE, "oOne"));

            own.query("FLUSHALL");
            own.kill();
            own.restart();
            Bindings restarted = new RedisBindings(link(own, keys), keys);
            Awaitility.await().until(() -> find(restarted, "wx1", PLATE).equals(new LookupResult.Absent()));

            Awaitility.await()
                    .until(() -> find(bindings, "wx1", PLATE).equals(new LookupResult.Unavailable("data_lost")));
        }
    }

    @Test
    void data_that_are_lost_under_a_connection_that_stays_are_noticed() {
        try (RedisProcess own = RedisProcess.start(folder.resolve("flushed"))) {
            PlateKeys keys = PlateKeys.of(Optional.empty());
            Bindings bindings = new RedisBindings(link(own, keys), keys);
            add(bindings, binding("wx1", PLATE, "oOne"));

            own.query("FLUSHALL");

            Awaitility.await()
                    .until(() -> find(bindings, "wx1", PLATE).equals(new LookupResult.Unavailable("data_lost")));
        }
    }

    @Test
    void what_is_no_sorted_set_is_left_out_of_what_is_added_together() {
        redis.query("SADD", KEY + "粤B20007", "oInASet");

        add(plain, binding("wx1", "粤B20007", "oOne"), binding("wx1", "粤B20008", "oTwo"));

        assertThat(find(plain, "wx1", "粤B20008")).isEqualTo(found("粤B20008", "oTwo"));
    }

    @Test
    void positions_are_of_the_data_with_their_mark() {
        RedisFormat format = new RedisFormat(PlateKeys.of(Optional.empty()), "unused");
        RedisLink link = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, redis.host()), vertx, RedisClient.STANDALONE),
                Duration.ofSeconds(5),
                format,
                StoreWatches.any());
        String known = redis.query("GET", "parking-relay:binding-format");
        RedisPositions positions = new RedisPositions(link, format::mark);

        await(positions.keep("topic/t/0", 7));

        assertThat(await(positions.read("topic/t/0"))).isEqualTo(7);
        assertThat(await(positions.read("topic/t/1"))).isZero();
        assertThat(redis.query("GET", "parking-relay:position:" + known.substring("plain@".length()) + ":topic/t/0"))
                .isEqualTo("7");
        assertThat(await(new RedisPositions(link, () -> "another").read("topic/t/0")))
                .isZero();
    }
}
