package org.parkingrelay.lookup;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.parkingrelay.event.Plate;
import org.parkingrelay.store.RedisLink;

/**
 * Bindings in Redis, which the mall's own membership system can write as well. For each app id and plate one set of openids:
 *
 * <pre>SADD parking-relay:binding:{app id}:{plate} {openid}</pre>
 *
 * <p>The plate as the relay normalises it: upper case, without dots, spaces or hyphens, in UTF-8.
 */
public final class RedisBindings implements Bindings {

    private static final Logger LOG = Logger.getLogger(RedisBindings.class);

    private static final String PREFIX = "parking-relay:binding:";

    private final RedisLink redis;

    public RedisBindings(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
        return find(appId, plates, 0).exceptionally(failure -> {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return new LookupResult.Unavailable(cause.getClass().getSimpleName());
        });
    }

    private CompletionStage<LookupResult> find(String appId, List<Plate> plates, int index) {
        if (index == plates.size()) {
            return CompletableFuture.completedStage(new LookupResult.Absent());
        }
        Plate plate = plates.get(index);
        return smembers(key(appId, plate))
                .thenCompose(openids -> openids.isEmpty()
                        ? find(appId, plates, index + 1)
                        : CompletableFuture.completedStage(new LookupResult.Found(plate, openids)));
    }

    private CompletionStage<List<Openid>> smembers(String key) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(key))
                .thenApply(RedisBindings::openids)
                .exceptionally(failure -> {
                    if (RedisLink.isError(failure, "WRONGTYPE")) {
                        // Waiting would not mend it, and it must not hold up anybody else.
                        LOG.warn("A binding in Redis is no set and is taken for none; write it with SADD");
                        return List.of();
                    }
                    throw new CompletionException(failure.getCause() == null ? failure : failure.getCause());
                });
    }

    /** What others wrote and WeChat Pay would not take is left out. */
    private static List<Openid> openids(Response members) {
        List<Openid> openids = new ArrayList<>();
        for (Response member : members) {
            String text = member.toString();
            if (Openid.isOpenid(text)) {
                openids.add(new Openid(text));
            }
        }
        return openids;
    }

    @Override
    public CompletionStage<Boolean> bind(String appId, Plate plate, Openid openid) {
        return redis.send(Request.cmd(Command.SADD).arg(key(appId, plate)).arg(openid.text()))
                .thenApply(added -> added.toInteger() == 1);
    }

    @Override
    public void flush() {
        // Redis has what it has answered for.
    }

    private static String key(String appId, Plate plate) {
        return PREFIX + appId + ":" + plate.text();
    }
}
