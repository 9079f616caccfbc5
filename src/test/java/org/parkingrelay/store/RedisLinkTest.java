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
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
                RedisClient.of(Redis.createClient(vertx, options), vertx, RedisClient.STANDALONE),
                TIMEOUT,
                UNCHECKED,
                StoreWatches.any());
        // The first connection of a process loads classes, for longer than the timeout where the machine is busy.
        await().atMost(SOON).until(this::answers);
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
    void says_why_redis_does_not_answer_in_time() {
        assertThat(link.awaitAnswer(Duration.ofSeconds(2))).isEmpty();
        // A port of which nobody makes use; one that was just given back may be another's at once.
        RedisLink nowhere = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, "redis://127.0.0.1:1"), vertx, RedisClient.STANDALONE),
                TIMEOUT,
                UNCHECKED,
                StoreWatches.any());
        assertThat(nowhere.awaitAnswer(Duration.ofSeconds(1))).contains("unreachable");
    }

    @Test
    void commands_of_many_threads_are_written_together() throws Exception {
        RedisLink direct = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, redis.host()), vertx, RedisClient.STANDALONE),
                Duration.ofSeconds(20),
                UNCHECKED,
                StoreWatches.any());
        long reads = readsOfRedis();

        List<Thread> threads = new ArrayList<>();
        Queue<CompletableFuture<Response>> answers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int j = 0; j < 1_000; j++) {
                    answers.add(direct.send(
                                    StoreStep.LOOKUP, Request.cmd(Command.INCR).arg("together"))
                            .toCompletableFuture());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers.stream().map(answer -> answer.join().toInteger()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 8_000).boxed().toList());
        assertThat(readsOfRedis() - reads).isLessThan(4_000);
    }

    private static long readsOfRedis() {
        Matcher reads = Pattern.compile("total_reads_processed:(\\d+)").matcher(info());
        assertThat(reads.find()).isTrue();
        return Long.parseLong(reads.group(1));
    }

    private static String info() {
        Redis client = Redis.createClient(vertx, redis.host());
        try {
            return client.send(Request.cmd(Command.INFO).arg("stats"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .toString();
        } finally {
            client.close();
        }
    }

    @Test
    void answers_come_to_who_asked_in_the_order_of_asking() {
        List<Integer> answered = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(link.send(StoreStep.LOOKUP, Request.cmd(Command.ECHO).arg(String.valueOf(i)))
                    .thenAccept(echo -> answered.add(echo.toInteger()))
                    .toCompletableFuture());
        }

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(answered)
                .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void an_error_of_one_among_many_leaves_the_others_their_answers() {
        link.send(StoreStep.LOOKUP, Request.cmd(Command.SET).arg("word").arg("a"))
                .toCompletableFuture()
                .join();

        List<CompletableFuture<Response>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(link.send(
                            StoreStep.LOOKUP,
                            Request.cmd(i == 50 ? Command.INCR : Command.STRLEN).arg("word"))
                    .toCompletableFuture());
        }

        assertThatThrownBy(all.remove(50)::join).hasMessageContaining("not an integer");
        assertThat(all)
                .allSatisfy(answer -> assertThat(answer.join().toInteger()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commands_that_go_together_have_their_answers_in_their_order(boolean hasOneServer) {
        List<Response> answers = together(
                hasOneServer,
                IntStream.range(0, 3_000)
                        .mapToObj(i -> Request.cmd(Command.ECHO).arg(String.valueOf(i)))
                        .toList());

        assertThat(answers.stream().map(Response::toInteger))
                .containsExactlyElementsOf(IntStream.range(0, 3_000).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commands_that_go_together_fail_with_what_redis_says_first(boolean hasOneServer) {
        link.send(StoreStep.LOOKUP, Request.cmd(Command.SET).arg("words").arg("a"))
                .toCompletableFuture()
                .join();
        List<Request> requests = List.of(
                Request.cmd(Command.PING),
                Request.cmd(Command.SMEMBERS).arg("words"),
                Request.cmd(Command.INCR).arg("words"));

        assertThatThrownBy(() -> together(hasOneServer, requests))
                .matches(failure -> RedisLink.isError(failure, "WRONGTYPE"))
                .hasMessageNotContaining("[1]");
    }

    private List<Response> together(boolean hasOneServer, List<Request> requests) {
        RedisLink other = new RedisLink(
                RedisClient.of(
                        Redis.createClient(vertx, redis.host()),
                        vertx,
                        hasOneServer ? RedisClient.STANDALONE : "cluster"),
                Duration.ofSeconds(20),
                UNCHECKED,
                StoreWatches.any());
        return other.sendAll(StoreStep.BINDING, requests).toCompletableFuture().join();
    }

    @Test
    void all_that_a_silent_connection_owes_fails_in_time_and_what_comes_later_is_answered() {
        assertThat(ping()).isEqualTo("PONG");
        proxy.silence();

        List<CompletableFuture<Response>> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(link.send(StoreStep.LOOKUP, Request.cmd(Command.PING)).toCompletableFuture());
        }

        // More than the link sends at once; the last of them wait for an answer that does not come.
        assertThat(all)
                .allSatisfy(answer -> assertThatThrownBy(answer::join).hasRootCauseInstanceOf(TimeoutException.class));
        await().atMost(SOON).until(this::answers);
    }

    @Test
    void a_check_that_never_ends_fails_what_waits_for_it_in_time() {
        RedisLink unchecked = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, redis.host()), vertx, RedisClient.STANDALONE),
                TIMEOUT,
                connection -> new CompletableFuture<>(),
                StoreWatches.any());

        assertThatThrownBy(() -> unchecked
                        .send(StoreStep.LOOKUP, Request.cmd(Command.PING))
                        .toCompletableFuture()
                        .join())
                .hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void a_connection_that_does_not_pass_its_check_is_used_by_nobody() {
        AtomicInteger checks = new AtomicInteger();
        RedisLink refused = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, redis.host()), vertx, RedisClient.STANDALONE),
                TIMEOUT,
                connection -> checks.incrementAndGet() == 1
                        ? CompletableFuture.failedStage(new StoreRefusedException("data_lost"))
                        : CompletableFuture.completedStage(null),
                StoreWatches.any());
        Request request = Request.cmd(Command.PING);

        assertThatThrownBy(() -> refused.send(StoreStep.LOOKUP, request)
                        .toCompletableFuture()
                        .join())
                .hasRootCauseInstanceOf(StoreRefusedException.class);
        // Some time passes before it connects again.
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> refused.send(StoreStep.LOOKUP, request)
                        .toCompletableFuture()
                        .join()
                        .toString()
                        .equals("PONG"));
    }

    @Test
    void a_redis_that_refuses_the_password_is_not_overrun_with_connections() {
        RedisLink refused = new RedisLink(
                RedisClient.of(
                        Redis.createClient(vertx, "redis://nobody:wrong@127.0.0.1:" + redis.port()),
                        vertx,
                        RedisClient.STANDALONE),
                Duration.ofSeconds(5),
                UNCHECKED,
                StoreWatches.any());
        for (int i = 0; i < 500; i++) {
            assertThatThrownBy(() -> refused.send(StoreStep.LOOKUP, Request.cmd(Command.PING))
                            .toCompletableFuture()
                            .join())
                    .matches(failure -> StoreFault.of(failure).equals("wrongpass"));
        }

        assertThat(redis.query("CLIENT", "LIST").lines().count()).isLessThan(15);
    }
}
