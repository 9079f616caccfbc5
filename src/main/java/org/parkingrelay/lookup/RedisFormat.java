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
 * written with, and a mark of the relay that found it empty. Without this check, members of a Redis that was filled with another
 * plate hash key, or that came back empty, would all be taken for strangers.
 */
public final class RedisFormat implements RedisLink.Opening {

    private static final Logger LOG = Logger.getLogger(RedisFormat.class);

    private static final String KEY = "parking-relay:binding-format";
    private static final char BEFORE_MARK = '@';
    private static final String DATA_LOST = "data_lost";

    private static final String DIFFERS = "Redis holds plates that were written with another"
            + " relay.lookup.plate-hash-key-file; it is not used. Set the same file for all relays, or delete "
            + KEY + " and the bindings and fill it again";
    private static final String LOST = "Redis has lost its data; it is not used, since all members would be taken for"
            + " strangers. Restart all relays, which fill it from the topic and the import, or fill it again and set "
            + KEY;

    private final String format;
    private final String fresh;

    /** What this process has found there; empty before that. */
    private volatile String seen = "";

    private volatile String told = "";

    /**
     * The check of one relay.
     *
     * @param mark what a Redis is marked with that this relay finds empty; each process' own
     */
    public RedisFormat(PlateKeys plateKeys, String mark) {
        this.format = plateKeys.format();
        this.fresh = format + BEFORE_MARK + mark;
    }

    /** What the Redis is marked with that is used now; empty where a person wrote the format, or before the first connection. */
    public String mark() {
        String known = seen;
        return known.indexOf(BEFORE_MARK) < 0 ? "" : known.substring(known.indexOf(BEFORE_MARK) + 1);
    }

    @Override
    public CompletionStage<Void> check(RedisConnection connection) {
        return send(connection, Request.cmd(Command.GET).arg(KEY)).thenCompose(known -> {
            if (known == null && seen.isEmpty()) {
                return send(
                                connection,
                                Request.cmd(Command.SET).arg(KEY).arg(fresh).arg("NX"))
                        .thenCompose(
                                set -> send(connection, Request.cmd(Command.GET).arg(KEY)))
                        .thenCompose(this::judge);
            }
            return judge(known);
        });
    }

    private CompletionStage<Void> judge(@Nullable Response answer) {
        String known = answer == null ? "" : answer.toString();
        String reason = fault(known);
        if (reason.isEmpty()) {
            seen = known;
            told = "";
            return CompletableFuture.completedStage(null);
        }
        if (!told.equals(reason)) {
            told = reason;
            LogLine.with(LogKey.REASON, reason).log(LOG, Logger.Level.ERROR, reason.equals(DATA_LOST) ? LOST : DIFFERS);
        }
        return CompletableFuture.failedStage(new StoreRefusedException(reason));
    }

    /** Another mark is of a relay that found it empty in between, and perhaps has not filled it yet. A person writes none. */
    private String fault(String known) {
        if (known.isEmpty()) {
            return DATA_LOST;
        }
        if (known.equals(format)) {
            return "";
        }
        if (!known.startsWith(format + BEFORE_MARK)) {
            return "format_differs";
        }
        return seen.isEmpty() || seen.equals(known) ? "" : DATA_LOST;
    }

    private static CompletionStage<@Nullable Response> send(RedisConnection connection, Request request) {
        return connection.send(request).toCompletionStage();
    }
}
