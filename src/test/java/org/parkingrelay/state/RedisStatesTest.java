package org.parkingrelay.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.event.Direction;
import org.parkingrelay.state.KeyState.Answer;
import org.parkingrelay.state.StateStore.Wish;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.RedisClient;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.StoreStep;
import org.parkingrelay.testing.RedisProcess;
import org.parkingrelay.testing.StoreWatches;

class RedisStatesTest extends StateStoreContract {

    @TempDir
    static Path folder;

    private static RedisProcess redis;
    private static Vertx vertx;
    private static RedisLink link;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(folder);
        vertx = Vertx.vertx();
        link = new RedisLink(
                RedisClient.of(Redis.createClient(vertx, redis.host()), vertx, RedisClient.STANDALONE),
                Duration.ofSeconds(5),
                connection -> CompletableFuture.completedStage(null),
                StoreWatches.any());
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    @Override
    StateStore store() {
        return new RedisStates(link);
    }

    private static Response send(Request request) {
        return await(link.send(StoreStep.STATE, request));
    }

    @Test
    void every_key_expires() {
        StateStore store = store();
        Wish wish = wish("a", "e1", Direction.IN, 10);
        await(store.begin("expires-1", wish));
        await(store.begin("expires-2", wish));
        await(store.accepted("expires-2", wish, wish.wanted(), false));
        await(store.accepted("expires-3", wish, wish.wanted(), false));
        await(store.givenUp("expires-4", wish, true));
        await(store.tell("expires-5", "key", "sealed", wish.forgetAtMillis()));
        await(store.retract("expires-6", wish.forgetAtMillis()));

        Response keys = send(Request.cmd(Command.KEYS).arg("*expires*"));
        assertThat(keys.size()).isEqualTo(6);
        keys.forEach(key -> assertThat(send(Request.cmd(Command.PEXPIRETIME).arg(key.toString()))
                        .toLong())
                .as(key.toString())
                .isEqualTo(FORGET));
    }

    @Test
    void nothing_is_kept_of_a_call_that_was_given_up_without_doubt() {
        Wish wish = wish("a", "e1", Direction.IN, 10);
        await(store().begin("gone", wish));
        await(store().givenUp("gone", wish, false));

        assertThat(send(Request.cmd(Command.HGETALL).arg("parking-relay:state:gone"))
                        .getKeys())
                .containsExactly("f");
    }

    /** The rule is written twice, in Java and in Lua: whatever happens, both say the same. */
    @Test
    void says_the_same_as_the_embedded_store_step_by_step() {
        StateStore scripts = store();
        StateStore java = new EmbeddedStates(EmbeddedStore.inMemory(StoreWatches.any()), Clock.systemUTC());
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 5_000; i++) {
            String key = "random-" + random.nextInt(40);
            Direction direction = random.nextBoolean() ? Direction.IN : Direction.OUT;
            int number = random.nextInt(12);
            String retracts = random.nextInt(5) == 0 ? "e" + random.nextInt(12) : "";
            // Leases that are over at once, or not before the test is: no step may depend on how fast it is.
            long lease = random.nextInt(3) == 0 ? 600_000 : -1;
            Wish wish = wish(
                    "relay" + random.nextInt(2),
                    "e" + number,
                    direction,
                    number / 2,
                    random.nextInt(3),
                    retracts,
                    lease);
            switch (random.nextInt(3)) {
                case 0 -> {
                    Answer expected = await(java.begin(key, wish));
                    Answer answer = await(scripts.begin(key, wish));
                    assertThat(answer.kind()).as("step %d", i).isEqualTo(expected.kind());
                    if (answer.kind() == Answer.Kind.PROCEED || answer.kind() == Answer.Kind.REPEAT) {
                        assertThat(answer).as("step %d", i).isEqualTo(expected);
                    }
                }
                case 1 -> {
                    boolean repeat = random.nextInt(4) == 0;
                    assertThat(await(scripts.accepted(key, wish, wish.wanted(), repeat)))
                            .as("step %d", i)
                            .isEqualTo(await(java.accepted(key, wish, wish.wanted(), repeat)));
                }
                default -> {
                    boolean inDoubt = random.nextBoolean();
                    await(scripts.givenUp(key, wish, inDoubt));
                    await(java.givenUp(key, wish, inDoubt));
                }
            }
        }
    }
}
