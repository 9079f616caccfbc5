package org.parkingrelay.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Lua script, which Redis runs alone. Sent by its digest, and once in full where a server does not know it. */
public final class RedisScript {

    private final String text;
    private final String digest;

    private RedisScript(String text) {
        this.text = text;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            this.digest = HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Reads a script that lies beside a class. */
    public static RedisScript beside(Class<?> type, String name) {
        try (InputStream file = type.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no such script: " + name);
            }
            return new RedisScript(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script over one key. */
    public CompletionStage<Response> run(RedisLink redis, StoreStep step, String key, Object... arguments) {
        return run(redis, step, List.of(key), arguments);
    }

    /** Runs a script over keys that are all on one server. */
    public CompletionStage<Response> run(RedisLink redis, StoreStep step, List<String> keys, Object... arguments) {
        return redis.send(step, request(Command.EVALSHA, digest, keys, arguments))
                .handle((response, failure) -> failure != null && RedisLink.isError(failure, "NOSCRIPT")
                        ? redis.send(step, request(Command.EVAL, text, keys, arguments))
                        : completed(response, failure))
                .thenCompose(stage -> stage);
    }

    private static CompletionStage<Response> completed(Response response, Throwable failure) {
        return failure == null ? CompletableFuture.completedStage(response) : CompletableFuture.failedStage(failure);
    }

    private static Request request(Command command, String script, List<String> keys, Object... arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        for (Object argument : arguments) {
            request.arg(String.valueOf(argument));
        }
        return request;
    }
}
