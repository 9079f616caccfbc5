package org.parkingrelay.store;

import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands that go together. One server gets them by the client's own batch, which is cheaper than sending each; that sends all to
 * the server of the first key, so to a cluster each goes by itself.
 */
record Batch(List<Request> requests, boolean hasOneServer) {

    /** How the client reports that commands of a batch have failed: a line for each, in which only its own prefix is new. */
    private static final Pattern FAILED = Pattern.compile("ERR \\[\\d+] (.*)");

    Future<List<Response>> send(RedisConnection connection) {
        if (hasOneServer) {
            return connection.batch(requests).recover(failure -> Future.failedFuture(first(failure)));
        }
        return Future.all(requests.stream().map(connection::send).toList()).map(all -> all.list());
    }

    /** What Redis said against the first command that it refused. */
    private static Throwable first(Throwable failure) {
        if (failure instanceof ErrorType) {
            Matcher line = FAILED.matcher(String.valueOf(failure.getMessage()));
            if (line.lookingAt()) {
                return ErrorType.create(line.group(1));
            }
        }
        return failure;
    }
}
