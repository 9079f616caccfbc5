package org.parkingrelay.state;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.event.Direction;
import org.parkingrelay.state.KeyState.Answer;
import org.parkingrelay.state.KeyState.Reported;
import org.parkingrelay.state.ReportedStates.Recorded;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.RedisScript;
import org.parkingrelay.store.StoreStep;

/**
 * States in Redis (6.2 or later, or Valkey), shared by all relays: one script for each step, on Redis' own clock. Each script has
 * one key, so that a cluster may spread them. As durable as Redis is configured to be.
 */
public final class RedisStates implements StateStore {

    private static final String STATE_PREFIX = "parking-relay:state:";
    private static final String TOLD_PREFIX = "parking-relay:told:";
    private static final String SECRET_KEY = "parking-relay:secret:states";
    private static final int SECRET_BYTES = 32;

    private static final RedisScript BEGIN = RedisScript.beside(RedisStates.class, "begin.lua");
    private static final RedisScript ACCEPTED = RedisScript.beside(RedisStates.class, "accepted.lua");
    private static final RedisScript GIVEN_UP = RedisScript.beside(RedisStates.class, "given-up.lua");
    private static final RedisScript TELL = RedisScript.beside(RedisStates.class, "tell.lua");
    private static final RedisScript RETRACT = RedisScript.beside(RedisStates.class, "retract.lua");

    private final RedisLink redis;

    public RedisStates(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Answer> begin(String key, Wish wish) {
        Reported wanted = wish.wanted();
        return BEGIN.run(
                        redis,
                        StoreStep.STATE,
                        STATE_PREFIX + key,
                        wish.token(),
                        wanted.event(),
                        wanted.micros(),
                        wanted.rank(),
                        code(wanted.direction()),
                        wanted.lot(),
                        wish.retracts(),
                        wish.windowMicros(),
                        wish.leaseMillis(),
                        wish.forgetAtMillis())
                .thenApply(answer -> new Answer(
                        Answer.Kind.valueOf(answer.get(0).toString()),
                        direction(answer.get(1)),
                        answer.get(2).toLong(),
                        answer.get(3).toLong()));
    }

    @Override
    public CompletionStage<Recorded> accepted(String key, Wish wish, Reported reported, boolean repeat) {
        return ACCEPTED.run(
                        redis,
                        StoreStep.STATE,
                        STATE_PREFIX + key,
                        wish.token(),
                        reported.event(),
                        reported.micros(),
                        reported.rank(),
                        code(reported.direction()),
                        reported.lot(),
                        wish.forgetAtMillis(),
                        repeat ? 1 : 0)
                .thenApply(recorded -> Recorded.valueOf(recorded.toString()));
    }

    @Override
    public CompletionStage<Void> givenUp(String key, Wish wish, boolean inDoubt) {
        return GIVEN_UP.run(
                        redis,
                        StoreStep.STATE,
                        STATE_PREFIX + key,
                        wish.token(),
                        wish.wanted().event(),
                        inDoubt ? 1 : 0,
                        wish.forgetAtMillis())
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Optional<Reported>> peek(String key) {
        Request newest = Request.cmd(Command.HMGET).arg(STATE_PREFIX + key);
        List.of("a", "r", "d", "e", "l").forEach(newest::arg);
        return redis.send(StoreStep.STATE, newest)
                .thenApply(fields -> fields.get(0) == null
                        ? Optional.empty()
                        : Optional.of(new Reported(
                                fields.get(0).toLong(),
                                fields.get(1).toInteger(),
                                direction(fields.get(2)),
                                fields.get(3).toString(),
                                fields.get(4).toString())));
    }

    @Override
    public CompletionStage<Boolean> tell(String event, String key, String sealed, long forgetAtMillis) {
        return TELL.run(redis, StoreStep.STATE, TOLD_PREFIX + event, key, sealed, forgetAtMillis)
                .thenApply(noted -> noted.toInteger() == 1);
    }

    @Override
    public CompletionStage<List<String>> retract(String event, long forgetAtMillis) {
        return RETRACT.run(redis, StoreStep.STATE, TOLD_PREFIX + event, forgetAtMillis)
                .thenApply(RedisStates::texts);
    }

    private static List<String> texts(Response response) {
        List<String> texts = new ArrayList<>();
        response.forEach(text -> texts.add(text.toString()));
        return texts;
    }

    @Override
    public CompletionStage<byte[]> secret() {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        String text = Base64.getEncoder().encodeToString(fresh);
        return redis.send(
                        StoreStep.STATE,
                        Request.cmd(Command.SET).arg(SECRET_KEY).arg(text).arg("NX"))
                .thenCompose(set ->
                        redis.send(StoreStep.STATE, Request.cmd(Command.GET).arg(SECRET_KEY)))
                .thenApply(kept -> Base64.getDecoder().decode(kept.toString()));
    }

    /** IN sorts after OUT, as the rule has it. */
    private static int code(Direction direction) {
        return direction == Direction.IN ? 1 : 0;
    }

    private static Direction direction(Response code) {
        return code.toInteger() == 1 ? Direction.IN : Direction.OUT;
    }

    /** Nothing to do: a step is done when Redis has said so. */
    @Override
    public void flush() {
        // See the class.
    }
}
