package org.parkingrelay.store;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.h2.mvstore.MVStoreException;

/** Why a step of the store failed, as one lower-case word out of a short list. */
public final class StoreFault {

    /** Redis' own words, the first of its answer. */
    private static final List<String> OF_REDIS = List.of(
            "BUSY",
            "CLUSTERDOWN",
            "LOADING",
            "MASTERDOWN",
            "MISCONF",
            "NOAUTH",
            "NOPERM",
            "NOREPLICAS",
            "OOM",
            "READONLY",
            "TRYAGAIN",
            "WRONGPASS",
            "WRONGTYPE");

    /** The client's own word, in the shape of Redis'. */
    static final String CONNECTION_CLOSED = "CONNECTION_CLOSED";

    private StoreFault() {}

    /**
     * The reason: {@code timeout}, {@code unreachable}, {@code file} (of the embedded store), what a {@link StoreRefusedException}
     * says, or Redis' own word such as {@code oom}; {@code error} for its other words.
     */
    public static String of(Throwable failure) {
        Throwable cause = causeOf(failure);
        if (cause instanceof ErrorType error && !error.is(CONNECTION_CLOSED)) {
            return OF_REDIS.stream()
                    .filter(error::is)
                    .findFirst()
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .orElse("error");
        }
        if (cause instanceof StoreRefusedException refused) {
            return refused.reason();
        }
        if (cause instanceof TimeoutException) {
            return "timeout";
        }
        return cause instanceof MVStoreException ? "file" : "unreachable";
    }

    /** What a stage failed with, without the wrapping of stages before it. */
    static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
