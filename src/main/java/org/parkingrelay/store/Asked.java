package org.parkingrelay.store;

import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One command, or some that go together, on the way to Redis; completes with the answer. */
final class Asked<T> extends CompletableFuture<T> {

    private final int commands;
    private final Function<RedisConnection, Future<T>> sending;
    private final long since = System.nanoTime();
    private @Nullable Line line;

    private Asked(int commands, Function<RedisConnection, Future<T>> sending) {
        this.commands = commands;
        this.sending = sending;
    }

    static Asked<Response> one(Request request) {
        return new Asked<>(1, connection -> connection.send(request));
    }

    /** Commands that have one answer, all of theirs in their order; it fails where one of them does. */
    static Asked<List<Response>> all(List<Request> requests, boolean hasOneServer) {
        return new Asked<>(requests.size(), connection -> new Batch(requests, hasOneServer).send(connection));
    }

    int commands() {
        return commands;
    }

    /** How long it has waited, in nanoseconds. */
    long waited() {
        return System.nanoTime() - since;
    }

    /** The connection that it was sent over; none where it was not sent yet. */
    @Nullable
    Line line() {
        return line;
    }

    Future<T> send(RedisConnection connection, Line over) {
        line = over;
        return sending.apply(connection);
    }
}
