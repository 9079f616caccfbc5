package org.parkingrelay.lookup;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.BindingChange.Applied;
import org.parkingrelay.store.RedisLink;
import org.parkingrelay.store.RedisScript;
import org.parkingrelay.store.StoreFault;
import org.parkingrelay.store.StoreStep;

/**
 * Bindings in Redis, which the mall's own membership system can write as well. For each app id and plate one sorted set of
 * openids, the score of each being when it was bound in milliseconds, or negative, when that was ended:
 *
 * <pre>
 * ZADD parking-relay:binding:{app id}:{plate} 1700000000000 {openid}
 * ZADD parking-relay:binding:{app id}:{plate} -1700000000000 {openid}
 * </pre>
 *
 * <p>The plate as the relay normalises it, upper case, without dots, spaces or hyphens, in UTF-8; or its keyed hash ({@link
 * PlateKeys}).
 */
public final class RedisBindings implements Bindings {

    private static final Logger LOG = Logger.getLogger(RedisBindings.class);

    private static final String PREFIX = "parking-relay:binding:";

    private static final byte[] SINCE_ZERO = {'0'};
    private static final byte[] WITHOUT_END = "+inf".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BY_SCORE = "BYSCORE".getBytes(StandardCharsets.US_ASCII);

    private static final String WRONGTYPE = "WRONGTYPE";
    private static final String FOREIGN =
            "A binding in Redis is no sorted set and is taken for none; delete it and write it with ZADD";

    private static final RedisScript CHANGE = RedisScript.beside(RedisBindings.class, "change.lua");
    private static final RedisScript BOUND = RedisScript.beside(RedisBindings.class, "bound.lua");

    /** So many plates are asked for at once: while Redis looks for them it does nothing else. */
    private static final int ASKED_TOGETHER = 500;

    private final RedisLink redis;
    private final PlateKeys plateKeys;

    public RedisBindings(RedisLink redis, PlateKeys plateKeys) {
        this.redis = redis;
        this.plateKeys = plateKeys;
    }

    @Override
    public CompletionStage<LookupResult> membersOf(String appId, List<Plate> plates) {
        return find(appId, plates, 0).exceptionally(failure -> new LookupResult.Unavailable(StoreFault.of(failure)));
    }

    /** Nothing is known of those in a cluster, where each plate may be on another server. */
    @Override
    public CompletionStage<BitSet> strangersAmong(List<Inquiry> cars) {
        if (!redis.hasOneServer()) {
            return CompletableFuture.completedStage(new BitSet());
        }
        BitSet strangers = new BitSet(cars.size());
        strangers.set(0, cars.size());
        CompletionStage<BitSet> all = CompletableFuture.completedStage(strangers);
        for (int from = 0; from < cars.size(); from += ASKED_TOGETHER) {
            int begin = from;
            CompletionStage<BitSet> some = bound(cars.subList(from, Math.min(from + ASKED_TOGETHER, cars.size())));
            all = all.thenCombine(some, (known, bound) -> {
                bound.stream().forEach(place -> known.clear(begin + place));
                return known;
            });
        }
        return all;
    }

    /** The places of cars of which a plate is bound. */
    private CompletionStage<BitSet> bound(List<Inquiry> cars) {
        List<String> keys = new ArrayList<>(cars.size());
        int[] carOf = new int[cars.stream().mapToInt(car -> car.plates().size()).sum()];
        for (int i = 0; i < cars.size(); i++) {
            for (Plate plate : cars.get(i).plates()) {
                carOf[keys.size()] = i;
                keys.add(key(cars.get(i).appId(), plate));
            }
        }
        return BOUND.run(redis, StoreStep.LOOKUP, keys).thenApply(places -> {
            BitSet bound = new BitSet(cars.size());
            for (Response place : places) {
                bound.set(carOf[place.toInteger() - 1]);
            }
            return bound;
        });
    }

    private CompletionStage<LookupResult> find(String appId, List<Plate> plates, int index) {
        if (index == plates.size()) {
            return CompletableFuture.completedStage(new LookupResult.Absent());
        }
        Plate plate = plates.get(index);
        return bound(key(appId, plate))
                .thenCompose(openids -> openids.isEmpty()
                        ? find(appId, plates, index + 1)
                        : CompletableFuture.completedStage(new LookupResult.Found(plate, openids)));
    }

    private CompletionStage<List<Openid>> bound(String key) {
        return redis.send(
                        StoreStep.LOOKUP,
                        Request.cmd(Command.ZRANGE)
                                .arg(key)
                                .arg(SINCE_ZERO)
                                .arg(WITHOUT_END)
                                .arg(BY_SCORE))
                .handle((members, failure) -> {
                    if (failure == null) {
                        return openids(members);
                    }
                    if (RedisLink.isError(failure, WRONGTYPE)) {
                        // Waiting would not mend it, and it must not hold up anybody else.
                        LOG.warn(FOREIGN);
                        return List.of();
                    }
                    throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
                });
    }

    /** What others wrote and WeChat Pay would not take is left out. */
    private static List<Openid> openids(Response members) {
        List<Openid> openids = new ArrayList<>(members.size());
        for (Response member : members) {
            String text = member.toString();
            if (Openid.isOpenid(text)) {
                openids.add(new Openid(text));
            }
        }
        return openids;
    }

    @Override
    public CompletionStage<List<Boolean>> add(List<Binding> bindings) {
        List<Request> requests = bindings.stream().map(this::addition).toList();
        return redis.sendAll(StoreStep.BINDING, requests)
                .thenApply(added -> added.stream().map(RedisBindings::isNew).toList())
                .exceptionallyCompose(failure -> RedisLink.isError(failure, WRONGTYPE)
                        ? addOneByOne(requests)
                        : CompletableFuture.failedStage(failure));
    }

    /** Leaves out what lies under a key that holds something else, which no look-up reads either. */
    private CompletionStage<List<Boolean>> addOneByOne(List<Request> requests) {
        CompletionStage<List<Boolean>> all = CompletableFuture.completedStage(new ArrayList<>());
        for (Request request : requests) {
            CompletionStage<Boolean> added = redis.send(StoreStep.BINDING, request)
                    .thenApply(RedisBindings::isNew)
                    .exceptionallyCompose(RedisBindings::foreign);
            all = all.thenCombine(added, (before, isNew) -> {
                before.add(isNew);
                return before;
            });
        }
        return all;
    }

    private static CompletionStage<Boolean> foreign(Throwable failure) {
        if (!RedisLink.isError(failure, WRONGTYPE)) {
            return CompletableFuture.failedStage(failure);
        }
        LOG.warn(FOREIGN);
        return CompletableFuture.completedStage(false);
    }

    private static boolean isNew(Response count) {
        return count.toInteger() == 1;
    }

    private Request addition(Binding binding) {
        return Request.cmd(Command.ZADD)
                .arg(key(binding.appId(), binding.plate()))
                .arg("NX")
                .arg("0")
                .arg(binding.openid().text());
    }

    @Override
    public CompletionStage<Applied> apply(BindingChange change) {
        Binding binding = change.binding();
        return CHANGE.run(
                        redis,
                        StoreStep.BINDING,
                        key(binding.appId(), binding.plate()),
                        binding.openid().text(),
                        change.isBound() ? 1 : 0,
                        change.millis(),
                        change.isDecided() ? 1 : 0)
                .thenApply(applied -> Applied.valueOf(applied.toString()));
    }

    @Override
    public void flush() {
        // Redis has what it has answered for.
    }

    private String key(String appId, Plate plate) {
        return PREFIX + appId + ":" + plateKeys.of(plate);
    }
}
