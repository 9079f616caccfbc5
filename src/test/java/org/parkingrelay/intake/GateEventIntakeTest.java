package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.deadletter.DeadLetterWriter;
import org.parkingrelay.delivery.DeliveryKit;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.outbox.RecordWriter;
import org.parkingrelay.outbox.RetryTopic;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.telemetry.Tracing;
import org.parkingrelay.testing.RecordWriters;

/** When it is told what became of an event: not before it is true. */
class GateEventIntakeTest {

    private static final String STRANGER = """
            {"eventId": "e-1", "direction": "IN", "plateNumber": "粤C00001", "lotId": "LOT-1",
             "occurredAt": "2022-06-01T10:43:39+08:00"}""";
    private static final String NO_EVENT = "a gate's log line";

    private final Clock clock = Clock.fixed(Instant.parse("2022-06-01T02:43:39Z"), ZoneOffset.UTC);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TimerThread timer = new TimerThread();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final RecordWriter outbox = RecordWriters.of(producer, timer, meters);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Claim claim = new Claim();
    private final GateEventIntake intake = intakeOf(new DeliveryKit());

    private GateEventIntake intakeOf(DeliveryKit kit) {
        return new GateEventIntake(
                new RecordReader(Mappings.open(Map.of(), Optional.empty(), new ConfigProblems()), meters),
                Runnable::run,
                kit.delivery(),
                new RetryTopic("retry", outbox),
                new DeadLetterWriter("dead-letters", outbox),
                (at, origin, place, event, disposition) -> told.add(origin.id() + " " + disposition.tag()),
                clock,
                meters,
                Tracing.off());
    }

    @AfterEach
    void close() {
        outbox.close();
        timer.close();
    }

    private CompletableFuture<Disposition> take(String value) {
        return take(intake, value);
    }

    private CompletableFuture<Disposition> take(GateEventIntake by, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return by.take(new ConsumerRecord<>("events", 2, 4711, null, bytes), claim)
                .toCompletableFuture();
    }

    private void assertToldAndCountedOnce() {
        assertThat(told).containsExactly("events-2-4711 skipped");
        for (RelayMeter counted : List.of(RelayMeter.INTAKE_RECORDS, RelayMeter.INTAKE_EVENTS)) {
            assertThat(meters.counter(counted, "skipped", "not_a_member").count())
                    .as("%s", counted)
                    .isEqualTo(1);
        }
    }

    @Test
    void at_once_where_nothing_is_to_be_kept() {
        assertThat(take(STRANGER)).isCompleted();

        assertThat(told).containsExactly("events-2-4711 skipped");
    }

    @Test
    void likewise_of_a_car_that_the_look_up_knows_to_be_nobodys_and_it_is_counted_once() {
        GateEventIntake knowing = intakeOf(new DeliveryKit().knowingStrangers());

        assertThat(take(knowing, STRANGER)).isCompletedWithValue(new Disposition.Skipped(SkipReason.NOT_A_MEMBER));

        assertToldAndCountedOnce();
    }

    private boolean passes(GateEventIntake by, String topic, String value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(topic, 2, 4711, null, value.getBytes(StandardCharsets.UTF_8));
        return by.passing(List.of(record), clock.instant()).get(0);
    }

    @Test
    void at_a_first_look_a_car_that_is_known_to_be_nobodys_passes_and_is_counted_and_told() {
        GateEventIntake knowing = intakeOf(new DeliveryKit().knowingStrangers());

        assertThat(passes(knowing, "events", STRANGER)).isTrue();

        assertToldAndCountedOnce();
    }

    @Test
    void at_a_first_look_nothing_passes_that_somebody_must_be_asked_about_or_that_is_to_be_kept() {
        assertThat(passes(intake, "events", STRANGER)).isFalse();
        GateEventIntake knowing = intakeOf(new DeliveryKit().knowingStrangers());
        assertThat(passes(knowing, "events", STRANGER.replace("LOT-1", "LOT-9")))
                .isFalse();
        assertThat(passes(knowing, "events", NO_EVENT)).isFalse();

        assertThat(told).isEmpty();
    }

    @Test
    void what_the_event_alone_decides_is_a_dead_letter_or_skipped_as_ever() {
        GateEventIntake knowing = intakeOf(new DeliveryKit().knowingStrangers());

        CompletableFuture<Disposition> elsewhere = take(knowing, STRANGER.replace("LOT-1", "LOT-9"));
        await().until(() -> producer.history().size() == 1);
        producer.completeNext();

        await().untilAsserted(() -> assertThat(elsewhere).isCompleted());
        assertThat(told).containsExactly("events-2-4711 dead_lettered");
        assertThat(take(knowing, STRANGER.replace("2022-06-01", "2022-05-01")))
                .isCompletedWithValue(new Disposition.Skipped(SkipReason.EXPIRED));
    }

    @Test
    void of_a_dead_letter_once_kafka_has_confirmed_it() {
        CompletableFuture<Disposition> taken = take(NO_EVENT);
        await().until(() -> producer.history().size() == 1);
        assertThat(told).isEmpty();

        producer.completeNext();

        await().untilAsserted(() -> assertThat(taken).isCompleted());
        assertThat(told).containsExactly("events-2-4711 dead_lettered");
    }

    @Test
    void not_at_all_where_the_letter_was_not_written_and_the_record_is_left() {
        CompletableFuture<Disposition> taken = take(NO_EVENT);
        await().until(() -> producer.history().size() == 1);

        claim.end();
        producer.errorNext(new TimeoutException("broker gone"));

        await().untilAsserted(() -> assertThat(taken).isCompletedWithValue(new Disposition.Left()));
        assertThat(told).isEmpty();
    }
}
