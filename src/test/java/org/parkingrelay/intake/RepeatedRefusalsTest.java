package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class RepeatedRefusalsTest {

    private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";
    private static final String LAYER = "io.smallrye.reactive.messaging.kafka";

    private final RepeatedRefusals filter = new RepeatedRefusals();

    private static LogRecord line(String logger, String text, Throwable thrown) {
        LogRecord line = new LogRecord(Level.WARNING, text);
        line.setLoggerName(logger);
        line.setThrown(thrown);
        return line;
    }

    @Test
    void a_refusal_is_told_once_by_each_library_and_without_its_trace() {
        LogRecord first = line(LAYER, "Failed to poll", new RuntimeException(new GroupAuthorizationException("g")));

        assertThat(filter.isLoggable(first)).isTrue();
        assertThat(first.getThrown()).isNull();
        assertThat(filter.isLoggable(line(LAYER, "Failed to poll", new SaslAuthenticationException("no"))))
                .isFalse();
        assertThat(filter.isLoggable(line(CLIENT, "Connection to node -1 failed authentication due to: no", null)))
                .isTrue();
        assertThat(filter.isLoggable(line(CLIENT, "Connection to node -2 failed authentication due to: no", null)))
                .isFalse();
    }

    @Test
    void a_connection_that_is_lost_is_told_once_for_each_broker_and_client() {
        assertThat(filter.isLoggable(line(CLIENT, "[a] Bootstrap broker k:1 disconnected", null)))
                .isTrue();
        assertThat(filter.isLoggable(line(CLIENT, "[a] Bootstrap broker k:1 disconnected", null)))
                .isFalse();
        assertThat(filter.isLoggable(line(CLIENT, "[b] Bootstrap broker k:1 disconnected", null)))
                .isTrue();
    }

    @Test
    void a_topic_that_is_not_there_is_told_once() {
        String text =
                "[a] The metadata response reported an issue with correlation id %d : {t=UNKNOWN_TOPIC_OR_PARTITION}";

        assertThat(filter.isLoggable(line(CLIENT, text.formatted(1), null))).isTrue();
        assertThat(filter.isLoggable(line(CLIENT, text.formatted(2), null))).isFalse();
    }

    @Test
    void all_else_is_told_each_time_with_its_trace() {
        for (int i = 0; i < 2; i++) {
            LogRecord failure = line(LAYER, "Failed to poll", new IllegalStateException("other"));
            assertThat(filter.isLoggable(failure)).isTrue();
            assertThat(failure.getThrown()).isNotNull();
            assertThat(filter.isLoggable(
                            line("org.parkingrelay.outbox.RecordWriter", "x", new SaslAuthenticationException("no"))))
                    .isTrue();
        }
    }
}
