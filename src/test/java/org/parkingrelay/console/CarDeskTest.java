package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.outcome.CarHistory;
import org.parkingrelay.outcome.OutcomeTopic;
import org.parkingrelay.outcome.Sentences;
import org.parkingrelay.testing.TestCircles;

/** Nobody looks up a car without a line in the audit log. */
class CarDeskTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final String TOPIC = "outcomes";
    private static final String CAR = "粤B12345";
    private static final String OTHER = "粤B54321";

    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Logger audit = Logger.getLogger("org.parkingrelay.audit");
    private final CarDesk desk = CarDesk.of(
            new CarHistory(
                    new OutcomeTopic(Optional.of(TOPIC), CarDeskTest::endless),
                    () -> CompletableFuture.completedStage("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))),
            (appId, plates) -> CompletableFuture.completedStage(new LookupResult.Absent()),
            TestCircles.read(),
            new Sentences(Duration.ofMinutes(1)),
            Clock.fixed(NOW, java.time.ZoneOffset.UTC),
            Runnable::run);

    /** Of a topic that is said to hold much and yields nothing, so that each slice leaves something for the next. */
    private static Consumer<byte[], byte[]> endless() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                Map<TopicPartition, OffsetAndTimestamp> begins = new HashMap<>();
                times.forEach((partition, time) -> begins.put(partition, new OffsetAndTimestamp(0, time)));
                return begins;
            }
        };
        Node node = new Node(0, "localhost", 1);
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 1_000L));
        return consumer;
    }

    @BeforeEach
    void listen() {
        audit.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        audit.removeHandler(handler);
    }

    private CarTrace trace(String plate, String day, String cursor) {
        return desk.trace("vera", new CarRequest(plate, day, null, cursor, false))
                .toCompletableFuture()
                .join();
    }

    private void assertNoCursor(String plate, String day, String cursor) {
        assertThatThrownBy(() -> trace(plate, day, cursor))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ProblemException.class)
                .cause()
                .hasMessage("cursor is none of this search; leave it away to begin again")
                .extracting(problem -> ((ProblemException) problem).problem().status())
                .isEqualTo(400);
    }

    @Test
    void each_search_that_begins_is_written_down_once() {
        CarTrace first = trace(CAR, "2026-03-02", null);
        trace(CAR, "2026-03-02", first.cursor().orElseThrow());

        assertThat(lines).hasSize(1);
    }

    @Test
    void what_is_no_cursor_begins_no_search() {
        assertNoCursor(CAR, "2026-03-02", "anything");
        assertNoCursor(CAR, "2026-03-02", "");
        assertNoCursor(
                CAR,
                "2026-03-02",
                Base64.getUrlEncoder().encodeToString("0:0:1000,/1000//0".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void the_cursor_of_one_car_and_day_is_none_of_another() {
        String cursor = trace(CAR, "2026-03-02", null).cursor().orElseThrow();

        assertNoCursor(OTHER, "2026-03-02", cursor);
        assertNoCursor(CAR, "2026-03-01", cursor);
    }
}
