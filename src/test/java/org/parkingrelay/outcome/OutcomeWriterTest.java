package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parkingrelay.outcome.Outcomes.event;
import static org.parkingrelay.outcome.Outcomes.origin;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bouncycastle.crypto.macs.SipHash128;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.testing.TestBroker;

class OutcomeWriterTest {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Disposition STRANGER = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant ENDED = Instant.ofEpochMilli(1_772_330_400_250L);

    private final String topic = "outcomes-" + UUID.randomUUID();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutcomeState state = new OutcomeState(Optional.of(topic), Clock.systemUTC(), new Meters(registry));

    private OutcomeWriter writer(
            Supplier<Producer<byte[], byte[]>> producers, Supplier<CompletionStage<byte[]>> secret) {
        return new OutcomeWriter(topic, producers, secret, lot -> "mall", false, Clock.systemUTC(), state);
    }

    private OutcomeWriter toBroker() {
        return writer(
                () -> OutcomeProducer.from(Map.of("bootstrap.servers", BROKER.bootstrapServers())),
                () -> CompletableFuture.completedStage(Outcomes.SECRET));
    }

    private double counted(String result) {
        return registry.get(RelayMeter.OUTCOME_RECORDS.id())
                .tag("result", result)
                .counter()
                .count();
    }

    /** As whoever has the secret computes it. */
    private static String hash(String plate) {
        SipHash128 mac = new SipHash128(2, 4);
        mac.init(new KeyParameter(Outcomes.SECRET));
        byte[] plain = plate.getBytes(StandardCharsets.UTF_16BE);
        mac.update(plain, 0, plain.length);
        byte[] hash = new byte[16];
        mac.doFinal(hash, 0);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void each_event_is_a_line_with_the_keyed_hash_of_its_plate_and_what_is_left_is_written_at_the_end() {
        BROKER.createTopic(topic, 2);
        try (OutcomeWriter writer = toBroker().start()) {
            writer.ended(ENDED, origin(1), 0, event("粤B·12345", NOW), STRANGER);
            writer.ended(
                    ENDED, origin(2), 0, event("no plate", NOW), new Disposition.Skipped(SkipReason.UNREADABLE_PLATE));
            writer.ended(
                    ENDED,
                    origin(3),
                    0,
                    null,
                    Disposition.DeadLettered.uncalled(DeadLetterReason.UNDECODABLE, "is no JSON"));
            writer.ended(ENDED, origin(4), 0, event("粤B12345", NOW), STRANGER);
        }

        Map<String, String> pages = BROKER.read(topic).stream()
                .collect(Collectors.groupingBy(
                        page -> text(page.key()),
                        Collectors.mapping(page -> text(page.value()), Collectors.joining())));
        String hash = hash("粤B12345");
        assertThat(pages).containsOnlyKeys(hash.substring(0, 1), "");
        assertThat(pages.get(hash.substring(0, 1)).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"car\":\"" + hash + "\",\"at\":1772330400250,"));
        assertThat(pages.get("").lines()).hasSize(2).allMatch(line -> line.startsWith("{\"at\":1772330400250,"));
        assertThat(Outcomes.read(String.join("", pages.values()).getBytes(StandardCharsets.UTF_8)))
                .extracting(outcome -> outcome.source().offset())
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(pages.values()).noneMatch(page -> page.contains("12345"));
        assertThat(counted("written")).isEqualTo(4);
    }

    @Test
    void a_car_with_several_plates_is_found_by_each() {
        BROKER.createTopic(topic, 1);
        String both = "粤Z1234港+粤B54321";
        try (OutcomeWriter writer = toBroker().start()) {
            writer.ended(ENDED, origin(1), 0, event(both, NOW), STRANGER);
        }

        String lines =
                BROKER.read(topic).stream().map(page -> text(page.value())).collect(Collectors.joining());
        assertThat(Outcomes.plates(both))
                .hasSize(2)
                .allSatisfy(plate -> assertThat(lines).contains("{\"car\":\"" + hash(plate.text()) + "\""));
    }

    @Test
    void a_page_has_many_outcomes_and_all_of_many_at_once_are_written() throws InterruptedException {
        BROKER.createTopic(topic, 3);
        try (OutcomeWriter writer = toBroker().start()) {
            List<Thread> tellers = IntStream.range(0, 4)
                    .mapToObj(teller -> new Thread(() -> {
                        for (int i = 0; i < 2_000; i++) {
                            String plate = "粤B%05d".formatted(10_000 + i);
                            writer.ended(ENDED, origin(2_000 * teller + i), 0, event(plate, NOW), STRANGER);
                        }
                    }))
                    .toList();
            tellers.forEach(Thread::start);
            for (Thread teller : tellers) {
                teller.join();
            }
        }

        List<ConsumerRecord<byte[], byte[]>> pages = BROKER.read(topic);
        assertThat(pages.stream().flatMap(page -> Outcomes.read(page.value()).stream()))
                .extracting(outcome -> outcome.source().offset())
                .hasSize(8_000)
                .doesNotHaveDuplicates();
        assertThat(pages).hasSizeLessThan(1_000);
        assertThat(counted("written")).isEqualTo(8_000);
    }

    /** By its record's time a page is found, and what is on it must not be younger. */
    @Test
    void a_page_bears_the_time_when_it_was_handed_over() {
        BROKER.createTopic(topic, 1);
        try (OutcomeWriter writer = toBroker().start()) {
            writer.ended(ENDED, origin(1), 0, event("粤B12345", NOW), STRANGER);
        }

        assertThat(BROKER.read(topic))
                .singleElement()
                .satisfies(page -> assertThat(Outcomes.read(page.value()))
                        .allSatisfy(outcome ->
                                assertThat(outcome.at().toEpochMilli()).isLessThanOrEqualTo(page.timestamp())));
    }

    /** A producer that never gets anywhere, as while the topic is not there, must hold up nobody but its own thread. */
    @Test
    void what_cannot_be_written_holds_up_nothing_and_is_counted() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch isIn = new CountDownLatch(1);
        Producer<byte[], byte[]> endless =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Only one thread is here.
                    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                        isIn.countDown();
                        try {
                            stuck.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return super.send(record, callback);
                    }
                };
        OutcomeWriter writer = writer(() -> endless, () -> CompletableFuture.completedStage(Outcomes.SECRET))
                .start();
        writer.ended(ENDED, origin(0), 0, event("粤B12345", NOW), STRANGER);
        isIn.await();

        long began = System.nanoTime();
        for (int i = 0; i < 60_000; i++) {
            writer.ended(ENDED, origin(i), 0, event("粤B12345", NOW), STRANGER);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(counted("full")).isGreaterThan(10_000);
        // It ends while no more can wait, and still has a page that is written on.
        Thread closing = new Thread(writer::close);
        closing.start();
        await().atMost(SOON).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        stuck.countDown();
        closing.join();
        assertThat(counted("written") + counted("full")).isEqualTo(60_001);
    }

    @Test
    void a_topic_that_is_not_there_is_told_and_tried_again_only_after_a_pause() {
        AtomicBoolean isMissing = new AtomicBoolean(true);
        MockProducer<byte[], byte[]> producer =
                failing(isMissing, new TimeoutException("Topic " + topic + " not present in metadata after 3000 ms."));
        try (OutcomeWriter writer = writer(() -> producer, () -> CompletableFuture.completedStage(Outcomes.SECRET))
                .start()) {
            writer.ended(ENDED, origin(1), 0, event("粤B12345", NOW), STRANGER);
            await().atMost(SOON).until(() -> state.failing().isPresent());
            assertThat(state.failing()).contains(OutcomeState.Loss.NO_TOPIC);
            writer.ended(ENDED, origin(2), 0, event("粤B12345", NOW), STRANGER);
            await().atMost(SOON).until(() -> counted("no_topic") == 2);

            isMissing.set(false);
            await().atMost(SOON).until(() -> {
                writer.ended(ENDED, origin(3), 0, event("粤B12345", NOW), STRANGER);
                return state.failing().isEmpty();
            });
            assertThat(counted("written")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void a_refusal_is_told_as_one() {
        MockProducer<byte[], byte[]> producer =
                failing(new AtomicBoolean(true), new TopicAuthorizationException("Not authorized"));
        try (OutcomeWriter writer = writer(() -> producer, () -> CompletableFuture.completedStage(Outcomes.SECRET))
                .start()) {
            writer.ended(ENDED, origin(1), 0, event("粤B12345", NOW), STRANGER);

            await().atMost(SOON).until(() -> counted("not_allowed") == 1);
            assertThat(state.failing()).contains(OutcomeState.Loss.NOT_ALLOWED);
        }
    }

    private static MockProducer<byte[], byte[]> failing(AtomicBoolean fails, RuntimeException failure) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (fails.get()) {
                    // As Kafka's own does.
                    callback.onCompletion(null, failure);
                    return CompletableFuture.failedFuture(failure);
                }
                return super.send(record, callback);
            }
        };
    }

    @Test
    void what_the_relay_itself_stumbles_over_is_lost_alone() {
        AtomicBoolean isFaulty = new AtomicBoolean(true);
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        OutcomeWriter writer = new OutcomeWriter(
                topic,
                () -> producer,
                () -> CompletableFuture.completedStage(Outcomes.SECRET),
                lot -> {
                    if (isFaulty.getAndSet(false)) {
                        throw new IllegalStateException("a fault");
                    }
                    return "mall";
                },
                false,
                Clock.systemUTC(),
                state);
        try (writer) {
            // All are there before it begins, and so of one batch.
            for (int i = 0; i < 3; i++) {
                writer.ended(ENDED, origin(i), 0, event("粤B12345", NOW), STRANGER);
            }
            writer.start();
            await().atMost(SOON).until(() -> counted("written") == 2);
        }

        assertThat(counted("fault")).isEqualTo(1);
        assertThat(counted("not_confirmed")).isZero();
        assertThat(state.failing()).isEmpty();
    }

    @Test
    void what_ends_before_the_store_has_said_the_key_is_written_then() {
        CompletableFuture<byte[]> key = new CompletableFuture<>();
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        try (OutcomeWriter writer = writer(() -> producer, () -> key).start()) {
            writer.ended(ENDED, origin(1), 0, event("粤B12345", NOW), STRANGER);
            key.complete(Outcomes.SECRET);
            writer.ended(ENDED, origin(2), 0, event("粤B12345", NOW), STRANGER);

            await().atMost(SOON).until(() -> counted("written") == 2);
        }
        assertThat(producer.history())
                .allSatisfy(page -> assertThat(text(page.value())).startsWith("{\"car\":\"" + hash("粤B12345")));
    }

    @Test
    void without_the_key_of_the_hashes_nothing_is_written() {
        try (OutcomeWriter writer = writer(
                        () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                        () -> CompletableFuture.failedStage(new IllegalStateException("store down")))
                .start()) {
            writer.ended(ENDED, origin(1), 0, event("粤B12345", NOW), STRANGER);

            await().atMost(SOON).until(() -> counted("no_key") == 1);
            assertThat(counted("written")).isZero();
        }
    }
}
