package org.parkingrelay.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.RedisLink;
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

    private static Bindings bindings(PlateKeys plateKeys) {
        RedisLink link = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, redis.host()), vertx, true),
                Duration.ofSeconds(5),
                new RedisFormat(plateKeys),
                StoreWatches.any());
        return new RedisBindings(link, plateKeys);
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
    void what_is_known_from_before_has_no_time() {
        add(plain, binding("wx1", "粤B20004", "oOne"));

        assertThat(redis.query("ZRANGE", KEY + "粤B20004", "0", "-1", "WITHSCORES"))
                .isEqualTo("oOne\n0");
    }

    @Test
    void another_plate_hash_key_than_the_data_was_written_with_makes_redis_unavailable() {
        Bindings keyed = bindings(
                PlateKeys.of(Optional.of("a secret of sixteen bytes and more".getBytes(StandardCharsets.UTF_8))));
        add(plain, binding("wx1", "粤B20005", "oOne"));

        assertThat(find(keyed, "wx1", "粤B20005")).isEqualTo(new LookupResult.Unavailable("format_differs"));
        assertThat(redis.query("GET", "parking-relay:binding-format")).isEqualTo("plain");
    }
}
