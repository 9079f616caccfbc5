package org.parkingrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogLineTest {

    private static final String CATEGORY = "org.parkingrelay.test.LogLineTest";

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final java.util.logging.Logger log = java.util.logging.Logger.getLogger(CATEGORY);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        log.addHandler(handler);
    }

    @AfterEach
    void end() {
        log.removeHandler(handler);
    }

    private static void say() {
        LogLine.with(LogKey.STEP, "lookup")
                .and(LogKey.ATTEMPT, 3)
                .and(LogKey.NOTE, "")
                .log(Logger.getLogger(CATEGORY), Logger.Level.WARN, "It happened");
    }

    @Test
    void a_line_has_a_sentence_and_its_fields_without_the_empty_ones() {
        say();

        assertThat(records).singleElement().isInstanceOfSatisfying(ExtLogRecord.class, line -> {
            assertThat(line.getMessage()).isEqualTo("It happened");
            assertThat(line.getLoggerName()).isEqualTo(CATEGORY);
            assertThat(line.getLevel().getName()).isEqualTo("WARN");
            assertThat(line.getMdcCopy())
                    .containsEntry("step", "lookup")
                    .containsEntry("attempt", "3")
                    .doesNotContainKey("note");
        });
    }

    @Test
    void a_line_of_an_event_loop_keeps_its_fields() {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<Void> said = new CompletableFuture<>();
            vertx.getOrCreateContext().runOnContext(now -> {
                say();
                said.complete(null);
            });
            said.join();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }

        assertThat(records)
                .singleElement()
                .isInstanceOfSatisfying(
                        ExtLogRecord.class,
                        line -> assertThat(line.getMdcCopy()).containsEntry("step", "lookup"));
    }
}
