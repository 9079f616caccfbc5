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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Lua script over one key, which Redis runs alone. Sent by its digest, and once in full where a server does not know it. */
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

    /** Runs the script. */
    public CompletionStage<Response> run(RedisLink redis, StoreStep step, String key, Object... arguments) {
        return redis.send(step, request(Command.EVALSHA, digest, key, arguments))
                .handle((response, failure) -> failure != null && RedisLink.isError(failure, "NOSCRIPT")
                        ? redis.send(step, request(Command.EVAL, text, key, arguments))
                        : completed(response, failure))
                .thenCompose(stage -> stage);
    }

    private static CompletionStage<Response> completed(Response response, Throwable failure) {
        return failure == null ? CompletableFuture.completedStage(response) : CompletableFuture.failedStage(failure);
    }

    private static Request request(Command command, String script, String key, Object... arguments) {
        Request request = Request.cmd(command).arg(script).arg(1).arg(key);
        for (Object argument : arguments) {
            request.arg(String.valueOf(argument));
        }
        return request;
    }
}
