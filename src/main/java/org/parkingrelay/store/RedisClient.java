package org.parkingrelay.store;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

/**
 * A client of Redis, and the event loop that it keeps its connections on. Commands that another one sends arrive all the same, but
 * each crosses threads and is written by itself.
 *
 * @param home the event loop
 * @param hasOneServer whether all keys are on one server; else it is a cluster
 */
public record RedisClient(Redis redis, Context home, boolean hasOneServer) {

    /** What {@code quarkus.redis.client-type} is called for a server that is alone. */
    public static final String STANDALONE = "standalone";

    /**
     * To be called by the thread that made the client, since Vert.x gives each thread an event loop and the client keeps to that.
     *
     * @param type as {@code quarkus.redis.client-type} has it
     */
    public static RedisClient of(Redis redis, Vertx vertx, String type) {
        return new RedisClient(redis, vertx.getOrCreateContext(), type.equals(STANDALONE));
    }
}
