package org.parkingrelay.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * One connection to Redis that all commands share, sent without waiting for each other's answers (pipelining). The client's own
 * pool would hold a connection for each command until its answer. A connection that breaks or stays silent is given up, and the
 * next command makes a new one. Thread-safe.
 */
public final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);

    private final Redis redis;
    private final Duration timeout;
    private final Opening opening;
    private final StoreWatch watch;
    private final AtomicReference<@Nullable CompletableFuture<RedisConnection>> current = new AtomicReference<>();
    private volatile boolean isTold;

    /** What is done with a new connection before anybody uses it; where it fails, the connection is not used. */
    @FunctionalInterface
    public interface Opening {

        /** Checks what is at the other end. */
        CompletionStage<Void> check(RedisConnection connection);
    }

    /**
     * A link that is not connected yet.
     *
     * @param timeout for connection and answer together
     */
    public RedisLink(Redis redis, Duration timeout, Opening opening, StoreWatch watch) {
        this.redis = redis;
        this.timeout = timeout;
        this.opening = opening;
        this.watch = watch;
    }

    /** Sends a command; fails where there is no answer in time, and with Redis' own error where there is one. */
    public CompletionStage<Response> send(StoreStep step, Request request) {
        return watch.watch(step, send(request));
    }

    /** Sends commands, and completes with all answers in their order; fails where one of them does. */
    public CompletionStage<List<Response>> sendAll(StoreStep step, List<Request> requests) {
        List<CompletableFuture<Response>> sent = requests.stream()
                .map(request -> send(request).toCompletableFuture())
                .toList();
        return watch.watch(
                step,
                CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                        .thenApply(all ->
                                sent.stream().map(CompletableFuture::join).toList()));
    }

    private CompletionStage<Response> send(Request request) {
        CompletableFuture<RedisConnection> connection = connection();
        return connection
                .thenCompose(open -> open.send(request).toCompletionStage())
                .toCompletableFuture()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> {
                    if (failure != null && !isAnswer(failure)) {
                        giveUp(connection);
                    }
                });
    }

    /** What Redis itself says against one command says nothing of the connection. */
    private static boolean isAnswer(Throwable failure) {
        return errorOf(failure).isPresent()
                && !isError(failure, "READONLY")
                && !isError(failure, "MASTERDOWN")
                && !isError(failure, "NOAUTH");
    }

    /** Whether a failure is Redis' own answer of this kind, the first word of its text. */
    public static boolean isError(Throwable failure, String kind) {
        return errorOf(failure).filter(error -> error.is(kind)).isPresent();
    }

    private static Optional<ErrorType> errorOf(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof ErrorType error ? Optional.of(error) : Optional.empty();
    }

    /** Waits until Redis answers, for a start that needs it; else says why it did not, as {@link StoreFault} does. */
    public Optional<String> awaitAnswer(Duration patience) {
        String reason = "";
        for (long tries = patience.toSeconds(); tries > 0; tries--) {
            try {
                send(Request.cmd(Command.PING)).toCompletableFuture().join();
                return Optional.empty();
            } catch (CompletionException e) {
                reason = StoreFault.of(e);
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
        return Optional.of(reason);
    }

    private CompletableFuture<RedisConnection> connection() {
        CompletableFuture<RedisConnection> known = current.get();
        if (known != null) {
            return known;
        }
        CompletableFuture<RedisConnection> fresh = new CompletableFuture<>();
        if (!current.compareAndSet(null, fresh)) {
            return connection();
        }
        redis.connect().onComplete(connected -> {
            if (connected.failed()) {
                tell(connected.cause());
                current.compareAndSet(fresh, null);
                fresh.completeExceptionally(connected.cause());
                return;
            }
            isTold = false;
            RedisConnection open = connected.result();
            open.exceptionHandler(failure -> giveUp(fresh));
            open.endHandler(ended -> giveUp(fresh));
            opening.check(open).whenComplete((checked, failure) -> {
                if (failure == null) {
                    fresh.complete(open);
                } else {
                    current.compareAndSet(fresh, null);
                    fresh.completeExceptionally(StoreFault.causeOf(failure));
                    quit(open);
                }
            });
        });
        return fresh;
    }

    /** Once for each time that Redis goes away. The text is of addresses, names and certificates, never of commands. */
    private void tell(Throwable failure) {
        if (!isTold) {
            isTold = true;
            LogLine.with(LogKey.FAULT, failure.getClass().getName())
                    .and(LogKey.NOTE, String.valueOf(failure.getMessage()))
                    .log(LOG, Logger.Level.WARN, "Redis cannot be connected; it is tried again");
        }
    }

    private void giveUp(CompletableFuture<RedisConnection> connection) {
        if (current.compareAndSet(connection, null)) {
            var unused = connection.thenAccept(RedisLink::quit);
        }
    }

    /** Closing gives it back to the client's pool, which would lend it again; QUIT has Redis end it. */
    private static void quit(RedisConnection connection) {
        connection.send(Request.cmd(Command.QUIT)).transform(answered -> connection.close());
    }
}
