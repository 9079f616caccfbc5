package org.parkingrelay.lookup;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.StoreRefusedException;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * What a Redis says of its bindings, asked on each new connection: {@code parking-relay:binding-format} holds what its plates are
 * written with. Without this check, members of a Redis that was filled with another plate hash key, or that came back empty,
 * would all be taken for strangers.
 */
public final class RedisFormat implements RedisLink.Opening {

    private static final Logger LOG = Logger.getLogger(RedisFormat.class);

    private static final String KEY = "parking-relay:binding-format";

    private static final String DIFFERS = "Redis holds plates that were written with another"
            + " relay.lookup.plate-hash-key-file; it is not used. Set the same file for all relays, or delete "
            + KEY + " and the bindings and fill it again";
    private static final String LOST = "Redis has lost its data; it is not used, since all members would be taken for"
            + " strangers. Restart the relays, which fill it from the topic and the import, or fill it again and set "
            + KEY;

    private final String format;

    /** Whether this process has seen that Redis was filled for it. */
    private volatile boolean isSeen;

    private volatile String told = "";

    public RedisFormat(PlateKeys plateKeys) {
        this.format = plateKeys.format();
    }

    @Override
    public CompletionStage<Void> check(RedisConnection connection) {
        return send(connection, Request.cmd(Command.GET).arg(KEY)).thenCompose(known -> {
            if (known == null && !isSeen) {
                return send(
                                connection,
                                Request.cmd(Command.SET).arg(KEY).arg(format).arg("NX"))
                        .thenCompose(
                                set -> send(connection, Request.cmd(Command.GET).arg(KEY)))
                        .thenCompose(this::judge);
            }
            return judge(known);
        });
    }

    private CompletionStage<Void> judge(@Nullable Response known) {
        if (known != null && known.toString().equals(format)) {
            isSeen = true;
            told = "";
            return CompletableFuture.completedStage(null);
        }
        String reason = known == null ? "data_lost" : "format_differs";
        if (!told.equals(reason)) {
            told = reason;
            LogLine.with(LogKey.REASON, reason).log(LOG, Logger.Level.ERROR, known == null ? LOST : DIFFERS);
        }
        return CompletableFuture.failedStage(new StoreRefusedException(reason));
    }

    private static CompletionStage<@Nullable Response> send(RedisConnection connection, Request request) {
        return connection.send(request).toCompletionStage();
    }
}
