package org.parkingrelay.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection to Redis that all commands share, sent without waiting for each other's answers (pipelining). The client's own
 * pool would hold a connection for each command until its answer. A connection that breaks or stays silent is given up, and the
 * next command makes a new one. Thread-safe.
 */
public final class RedisLink {

    /** Of many commands, so many go in one write; others get their turn between these. */
    private static final int SENT_TOGETHER = 500;

    private final Pipeline pipeline;
    private final boolean hasOneServer;
    private final StoreWatch watch;

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
    public RedisLink(RedisClient client, Duration timeout, Opening opening, StoreWatch watch) {
        this.pipeline = new Pipeline(client, timeout, opening);
        this.hasOneServer = client.hasOneServer();
        this.watch = watch;
    }

    /** Whether all keys are on one server, so that one command may name many of them. */
    public boolean hasOneServer() {
        return hasOneServer;
    }

    /** Sends a command; fails where there is no answer in time, and with Redis' own error where there is one. */
    public CompletionStage<Response> send(StoreStep step, Request request) {
        return watch.watch(step, send(request));
    }

    /** Sends commands, and completes with all answers in their order; fails where one of them does. */
    public CompletionStage<List<Response>> sendAll(StoreStep step, List<Request> requests) {
        List<Asked<List<Response>>> parts = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += SENT_TOGETHER) {
            List<Request> part = requests.subList(from, Math.min(from + SENT_TOGETHER, requests.size()));
            parts.add(Asked.all(part, hasOneServer));
        }
        pipeline.addAll(parts);
        return watch.watch(
                step,
                CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                        .thenApply(answered -> parts.stream()
                                .flatMap(part -> part.join().stream())
                                .toList()));
    }

    private CompletionStage<Response> send(Request request) {
        Asked<Response> asked = Asked.one(request);
        pipeline.add(asked);
        return asked;
    }

    /** What Redis itself says against one command says nothing of the connection. */
    static boolean isAnswer(Throwable failure) {
        return errorOf(failure).isPresent()
                && !isError(failure, StoreFault.CONNECTION_CLOSED)
                && !isError(failure, "READONLY")
                && !isError(failure, "MASTERDOWN")
                && !isError(failure, "NOAUTH");
    }

    /** Whether a failure is Redis' own answer of this kind, the first word of its text. */
    public static boolean isError(Throwable failure, String kind) {
        return errorOf(failure).filter(error -> error.is(kind)).isPresent();
    }

    private static Optional<ErrorType> errorOf(Throwable failure) {
        return StoreFault.causeOf(failure) instanceof ErrorType error ? Optional.of(error) : Optional.empty();
    }

    /** Waits until Redis answers, for a start that needs it; else says why it did not, as {@link StoreFault} does. */
    public Optional<String> awaitAnswer(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        String reason = "";
        do {
            try {
                send(Request.cmd(Command.PING)).toCompletableFuture().join();
                return Optional.empty();
            } catch (CompletionException e) {
                reason = StoreFault.of(e);
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        } while (System.nanoTime() - end < 0);
        return Optional.of(reason);
    }
}
