package org.parkingrelay.intake;

import io.quarkus.logging.LoggingFilter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a library say only now and then that Kafka refuses it, and without a stack trace: each client says it at each attempt, each
 * second. {@link KafkaAccess} tells people what is refused and what to do.
 */
@LoggingFilter(name = "repeated-refusals")
public final class RepeatedRefusals implements Filter {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Map<String, Long> told = new ConcurrentHashMap<>();

    @Override
    public boolean isLoggable(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        boolean isOfKafka =
                logger.startsWith("org.apache.kafka.") || logger.startsWith("io.smallrye.reactive.messaging.");
        if (!isOfKafka || !isRefusal(record)) {
            return true;
        }
        record.setThrown(null);
        long now = System.nanoTime();
        Long before = told.get(logger);
        if (before != null && now - before < PAUSE_NANOS) {
            return false;
        }
        told.put(logger, now);
        return true;
    }

    private static boolean isRefusal(LogRecord record) {
        String text = String.valueOf(record.getMessage());
        return isRefusal(record.getThrown())
                || text.contains("failed authentication")
                || text.contains("Failed authentication")
                || text.contains("authorization failed")
                || text.contains("AuthorizationException")
                || text.contains("AuthenticationException")
                || text.contains("Not authorized");
    }

    private static boolean isRefusal(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
                return true;
            }
        }
        return false;
    }
}
