package org.parkingrelay.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection to Redis, from when it is asked for until it is given up. For one event loop. */
final class Line {

    private @Nullable RedisConnection connection;
    private boolean isGivenUp;
    private int underway;

    /** Hears of it on the event loop. */
    interface Listener {

        /** It is connected and checked. */
        void ready(Line line);

        /** It did not come about, or has broken. */
        void broken(Line line, Throwable failure);
    }

    private Line() {}

    /** Connects and checks; the listener is told later, not within this call. */
    static Line connect(RedisClient client, RedisLink.Opening opening, Listener listener) {
        Context home = client.home();
        Line line = new Line();
        client.redis().connect().onComplete(connected -> {
            if (connected.failed()) {
                home.runOnContext(told -> listener.broken(line, connected.cause()));
                return;
            }
            RedisConnection open = connected.result();
            open.exceptionHandler(failure -> home.runOnContext(told -> listener.broken(line, failure)));
            open.endHandler(ended -> home.runOnContext(told -> listener.broken(line, new EndedException())));
            opening.check(open)
                    .whenComplete(
                            (checked, failure) -> home.runOnContext(told -> line.checked(open, failure, listener)));
        });
        return line;
    }

    private void checked(RedisConnection open, @Nullable Throwable failure, Listener listener) {
        if (isGivenUp || failure != null) {
            quit(open);
        } else {
            connection = open;
        }
        if (failure != null) {
            listener.broken(this, StoreFault.causeOf(failure));
        } else if (!isGivenUp) {
            listener.ready(this);
        }
    }

    boolean isReady() {
        return connection != null && !isGivenUp;
    }

    /** How many commands have no answer yet. */
    int underway() {
        return underway;
    }

    <T> Future<T> send(Asked<T> asked) {
        underway += asked.commands();
        return asked.send(Objects.requireNonNull(connection), this);
    }

    void answered(Asked<?> asked) {
        underway -= asked.commands();
    }

    /** Has Redis end it; what was sent over it may still be answered. */
    void giveUp() {
        if (!isGivenUp) {
            isGivenUp = true;
            if (connection != null) {
                quit(connection);
            }
        }
    }

    /** Closing gives it back to the client's pool, which would lend it again; so Redis is to end it, and it is closed after that. */
    private static void quit(RedisConnection connection) {
        connection.exceptionHandler(failure -> {});
        connection.endHandler(ended -> connection.close());
        connection.send(Request.cmd(Command.QUIT)).onFailure(ended -> connection.close());
    }

    private static final class EndedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EndedException() {
            super("Redis has ended the connection", null, false, false);
        }
    }
}
