package org.parkingrelay.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Positions in Redis, shared by all relays: {@code parking-relay:position:{mark}:{source}}. The mark is that of the data, so that a
 * Redis that has lost these has no positions either, whoever writes to it first.
 */
public final class RedisPositions implements Positions {

    private static final String PREFIX = "parking-relay:position:";

    private final RedisLink redis;
    private final Supplier<String> mark;

    /**
     * Positions for some data.
     *
     * @param mark of the data of the Redis that the link is connected to
     */
    public RedisPositions(RedisLink redis, Supplier<String> mark) {
        this.redis = redis;
        this.mark = mark;
    }

    @Override
    public CompletionStage<Long> read(String source) {
        return connected()
                .thenCompose(pong ->
                        redis.send(StoreStep.BINDING, Request.cmd(Command.GET).arg(key(source))))
                .thenApply(position -> position == null ? 0 : position.toLong());
    }

    @Override
    public CompletionStage<Void> keep(String source, long position) {
        return connected()
                .thenCompose(pong -> redis.send(
                        StoreStep.BINDING,
                        Request.cmd(Command.SET).arg(key(source)).arg(String.valueOf(position))))
                .thenAccept(set -> {});
    }

    /** The mark is known once the connection is checked. */
    private CompletionStage<Response> connected() {
        return redis.send(StoreStep.BINDING, Request.cmd(Command.PING));
    }

    private String key(String source) {
        return PREFIX + mark.get() + ":" + source;
    }
}
