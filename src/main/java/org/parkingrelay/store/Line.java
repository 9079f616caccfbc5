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

    /** So often it is asked whether the data are still those that it was opened with. */
    private static final long CHECK_MILLIS = 2_000;

    private final Context home;
    private final RedisLink.Opening opening;
    private final Listener listener;
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

    private Line(Context home, RedisLink.Opening opening, Listener listener) {
        this.home = home;
        this.opening = opening;
        this.listener = listener;
    }

    /** Connects and checks; the listener is told later, not within this call. */
    static Line connect(RedisClient client, RedisLink.Opening opening, Listener listener) {
        Line line = new Line(client.home(), opening, listener);
        client.redis().connect().onComplete(connected -> line.connected(connected.result(), connected.cause()));
        return line;
    }

    private void connected(@Nullable RedisConnection open, @Nullable Throwable failure) {
        if (open == null) {
            Throwable cause = Objects.requireNonNull(failure);
            home.runOnContext(told -> listener.broken(this, cause));
            return;
        }
        open.exceptionHandler(broken -> home.runOnContext(told -> listener.broken(this, broken)));
        open.endHandler(ended -> home.runOnContext(told -> listener.broken(this, new EndedException())));
        opening.check(open).whenComplete((checked, refused) -> home.runOnContext(told -> checked(open, refused)));
    }

    private void checked(RedisConnection open, @Nullable Throwable failure) {
        if (isGivenUp || failure != null) {
            quit(open);
        } else {
            connection = open;
        }
        if (failure != null) {
            listener.broken(this, StoreFault.causeOf(failure));
        } else if (!isGivenUp) {
            home.owner().setTimer(CHECK_MILLIS, due -> checkAgain(open));
            listener.ready(this);
        }
    }

    /** Data may be lost under a connection that stays. That it is not answered is noticed by those who wait for answers. */
    private void checkAgain(RedisConnection open) {
        if (isGivenUp) {
            return;
        }
        opening.check(open)
                .whenComplete((checked, failure) -> home.runOnContext(told -> {
                    if (failure != null && StoreFault.causeOf(failure) instanceof StoreRefusedException refused) {
                        listener.broken(this, refused);
                    } else if (!isGivenUp) {
                        home.owner().setTimer(CHECK_MILLIS, due -> checkAgain(open));
                    }
                }));
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
