package org.parkingrelay.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.CompletionStage;

/** Positions in Redis, shared by all relays: {@code parking-relay:position:{source}}. */
public final class RedisPositions implements Positions {

    private static final String PREFIX = "parking-relay:position:";

    private final RedisLink redis;

    public RedisPositions(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Long> read(String source) {
        return redis.send(StoreStep.BINDING, Request.cmd(Command.GET).arg(PREFIX + source))
                .thenApply(position -> position == null ? 0 : position.toLong());
    }

    @Override
    public CompletionStage<Void> keep(String source, long position) {
        return redis.send(
                        StoreStep.BINDING,
                        Request.cmd(Command.SET).arg(PREFIX + source).arg(String.valueOf(position)))
                .thenAccept(set -> {});
    }
}
