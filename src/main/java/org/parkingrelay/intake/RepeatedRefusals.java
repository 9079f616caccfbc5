package org.parkingrelay.intake;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a library say only now and then, and without a stack trace, that Kafka refuses it or is not reached: each client says it at
 * each attempt, each second. {@link KafkaAccess} tells people what is wrong and what to do.
 */
@LoggingFilter(name = "repeated-refusals")
public final class RepeatedRefusals implements Filter {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final String OF_CONNECTIONS = "org.apache.kafka.clients.NetworkClient";
    private static final List<String> OF_LIBRARIES = List.of("org.apache.kafka.", "io.smallrye.reactive.messaging.");
    private static final List<String> REFUSALS = List.of(
            "failed authentication",
            "authorization failed",
            "AuthorizationException",
            "AuthenticationException",
            "Not authorized");

    private final Map<String, Long> told = new ConcurrentHashMap<>();

    @Override
    public boolean isLoggable(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        String text = String.valueOf(record.getMessage());
        if (OF_LIBRARIES.stream().noneMatch(logger::startsWith)) {
            return true;
        }
        if (isRefusal(text, record.getThrown())) {
            record.setThrown(null);
            return isTime(logger);
        }
        boolean isLoss = logger.equals(OF_CONNECTIONS) && record.getLevel().intValue() >= Level.WARNING.intValue();
        return !isLoss || isTime(text.replaceFirst("correlation id \\d+", ""));
    }

    private boolean isTime(String what) {
        long now = System.nanoTime();
        Long last = told.get(what);
        if (last != null && now - last < PAUSE_NANOS) {
            return false;
        }
        told.put(what, now);
        return true;
    }

    private static boolean isRefusal(String text, @Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
                return true;
            }
        }
        return REFUSALS.stream().anyMatch(text::contains);
    }
}
