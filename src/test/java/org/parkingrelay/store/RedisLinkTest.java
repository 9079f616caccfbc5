package org.parkingrelay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.SilentProxy;
import org.parkingrelay.testing.StoreWatches;

class RedisLinkTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final RedisLink.Opening UNCHECKED = connection -> CompletableFuture.completedStage(null);

    @TempDir
    static Path folder;

    private static RedisProcess redis;
    private static Vertx vertx;

    private SilentProxy proxy;
    private RedisLink link;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(folder);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    @BeforeEach
    void connect() {
        proxy = SilentProxy.to(redis.port());
        // As application.properties sets it, and shorter.
        RedisOptions options = new RedisOptions()
                .setConnectionString("redis://127.0.0.1:" + proxy.port())
                .setNetClientOptions(new NetClientOptions().setReadIdleTimeout(1));
        link = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, options), vertx, true),
                TIMEOUT,
                UNCHECKED,
                StoreWatches.any());
    }

    @AfterEach
    void disconnect() {
        proxy.close();
    }

    private String ping() {
        return link.send(StoreStep.LOOKUP, Request.cmd(Command.PING))
                .toCompletableFuture()
                .join()
                .toString();
    }

    private boolean answers() {
        try {
            return ping().equals("PONG");
        } catch (CompletionException e) {
            return false;
        }
    }

    @Test
    void many_commands_share_a_connection_without_waiting_for_each_other() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(link.send(StoreStep.LOOKUP, Request.cmd(Command.INCR).arg("counter"))
                    .toCompletableFuture());
        }

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(link.send(StoreStep.LOOKUP, Request.cmd(Command.GET).arg("counter"))
                        .toCompletableFuture()
                        .join()
                        .toInteger())
                .isEqualTo(1_000);
    }

    @Test
    void a_connection_that_vanished_without_a_word_is_replaced() {
        assertThat(ping()).isEqualTo("PONG");

        proxy.silence();

        assertThatThrownBy(this::ping).hasRootCauseInstanceOf(TimeoutException.class);
        await().atMost(SOON).until(this::answers);
    }

    @Test
    void a_redis_that_is_restarted_is_found_again() {
        assertThat(ping()).isEqualTo("PONG");

        redis.kill();
        assertThatThrownBy(this::ping).isInstanceOf(CompletionException.class);
        redis.restart();

        await().atMost(SOON).until(this::answers);
    }

    @Test
    void what_redis_says_against_one_command_leaves_the_connection_to_the_others() {
        link.send(StoreStep.LOOKUP, Request.cmd(Command.SET).arg("text").arg("1"))
                .toCompletableFuture()
                .join();

        assertThatThrownBy(() -> link.send(
                                StoreStep.LOOKUP, Request.cmd(Command.SMEMBERS).arg("text"))
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("WRONGTYPE");
        assertThat(ping()).isEqualTo("PONG");
    }

    @Test
    void says_whether_redis_answers_in_time() {
        assertThat(link.answersWithin(Duration.ofSeconds(2))).isTrue();
        proxy.close();
        RedisLink nowhere = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, "redis://127.0.0.1:" + proxy.port()), vertx, true),
                TIMEOUT,
                UNCHECKED,
                StoreWatches.any());
        assertThat(nowhere.answersWithin(Duration.ofSeconds(1))).isFalse();
    }
}
