package org.parkingrelay.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.lookup.EmbeddedBindings;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.lookup.PlateKeys;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.store.EmbeddedPositions;
import org.parkingrelay.store.EmbeddedStore;
import org.parkingrelay.store.Positions;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.StoreWatches;
import org.parkingrelay.testing.TestBroker;

/** A topic of a real broker, followed into stores in memory. */
class BindingTopicTest {

    private static final TestBroker BROKER = TestBroker.shared();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PLATE = "粤B12345";

    private final String topic = "bindings-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Relay> relays = new ArrayList<>();

    /** The store of a relay, or of several. */
    private static final class Store {
        private final EmbeddedStore file = EmbeddedStore.inMemory(StoreWatches.any());
        private final EmbeddedBindings bindings =
                EmbeddedBindings.of(file, PlateKeys.of(Optional.empty()), new ConfigProblems());
        private final Positions positions = new EmbeddedPositions(file);
    }

    /** What of a relay follows the topic, with counts of its own. */
    private final class Relay {
        private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        private final CatchUp catchUp = new CatchUp();
        private final MemberLookup lookup;
        private final BindingTopic following;

        Relay(Bindings bindings, Positions positions, Consumer<byte[], byte[]> consumer) {
            Meters meters = new Meters(registry);
            lookup = new FilledLookup(bindings, catchUp, meters);
            following = new BindingTopic(
                    topic,
                    consumer,
                    new BindingTopic.Target(bindings, positions),
                    catchUp,
                    Duration.ofMillis(300),
                    new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), () -> 0.5),
                    Clock.systemUTC(),
                    meters);
            relays.add(this);
            following.start();
        }

        long records(String result) {
            return (long) registry.find("relay.binding.records").tag("result", result).counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }

        long records() {
            return (long) registry.find("relay.binding.records").counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }

        double lag() {
            return registry.get("relay.binding.lag").gauge().value();
        }

        LookupResult find(String plate) {
            return lookup.membersOf("wx1", List.of(plate(plate)))
                    .toCompletableFuture()
                    .join();
        }

        Relay awaitFilled() {
            await().atMost(SOON).until(catchUp::isDone);
            return this;
        }
    }

    @AfterEach
    void close() {
        relays.forEach(relay -> relay.following.close());
    }

    private static Consumer<byte[], byte[]> consumer() {
        return consumer(Map.of());
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> kafka = new HashMap<>(more);
        kafka.put("bootstrap.servers", BROKER.bootstrapServers());
        return BindingConsumer.from(kafka);
    }

    private Relay follow(Store store) {
        return new Relay(store.bindings, store.positions, consumer());
    }

    private static Plate plate(String text) {
        return ((PlateReading.Legible) PlateNormaliser.read(text)).plate();
    }

    private static String key(String plate, String openid) {
        return "{\"appId\":\"wx1\",\"plateNumber\":\"" + plate + "\",\"openid\":\"" + openid + "\"}";
    }

    private void bind(String plate, String openid) {
        BROKER.publish(topic, key(plate, openid), "{}");
    }

    private void end(String plate, String openid) {
        BROKER.publish(topic, key(plate, openid), null);
    }

    /** A record that was written so many seconds ago, or an old one that comes again. */
    private void publish(String plate, String openid, String value, Duration age) {
        long at = Clock.systemUTC().millis() - age.toMillis();
        BROKER.publish(
                new ProducerRecord<>(topic, null, at, bytes(key(plate, openid)), value == null ? null : bytes(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LookupResult found(String plate, String... openids) {
        return new LookupResult.Found(
                plate(plate), List.of(openids).stream().map(Openid::new).toList());
    }

    private static void awaitFound(Relay relay, String plate, String... openids) {
        await().atMost(SOON).until(() -> relay.find(plate).equals(found(plate, openids)));
    }

    @Test
    void a_binding_is_made_and_ended() {
        BROKER.createCompactedTopic(topic, 3);
        Relay relay = follow(new Store()).awaitFilled();
        bind("粤B·12345", "oOne");
        awaitFound(relay, PLATE, "oOne");
        bind("粤B·12345", "oTwo");
        awaitFound(relay, PLATE, "oOne", "oTwo");

        end("粤B·12345", "oOne");

        awaitFound(relay, PLATE, "oTwo");
        assertThat(relay.records("bound")).isEqualTo(2);
        assertThat(relay.records("ended")).isEqualTo(1);
        await().atMost(SOON).until(() -> relay.lag() == 0);
    }

    @Test
    void an_old_record_that_comes_again_undoes_nothing() {
        BROKER.createCompactedTopic(topic, 1);
        Relay relay = follow(new Store()).awaitFilled();
        publish(PLATE, "oOne", "{}", Duration.ofSeconds(60));
        publish(PLATE, "oOne", null, Duration.ofSeconds(30));
        publish(PLATE, "oOne", "{}", Duration.ofSeconds(60));
        bindAgain("2020-01-01T00:00:00Z");

        await().atMost(SOON).until(() -> relay.records() == 4);
        assertThat(relay.records("older")).isEqualTo(2);
        assertThat(relay.find(PLATE)).isEqualTo(new LookupResult.Absent());
    }

    private void bindAgain(String updatedAt) {
        BROKER.publish(topic, key(PLATE, "oOne"), "{\"updatedAt\":\"" + updatedAt + "\"}");
    }

    @Test
    void a_restart_goes_on_where_it_was() {
        BROKER.createCompactedTopic(topic, 2);
        Store store = new Store();
        bind(PLATE, "oOne");
        bind("沪A12345", "oTwo");
        Relay first = follow(store).awaitFilled();
        await().atMost(SOON).until(() -> first.records("bound") == 2);
        first.following.close();
        end(PLATE, "oOne");

        Relay second = follow(store).awaitFilled();

        assertThat(second.find(PLATE)).isEqualTo(new LookupResult.Absent());
        assertThat(second.find("沪A12345")).isEqualTo(found("沪A12345", "oTwo"));
        assertThat(second.records()).isEqualTo(1);
    }

    @Test
    void a_new_store_is_filled_from_the_beginning() {
        BROKER.createCompactedTopic(topic, 2);
        bind(PLATE, "oOne");
        follow(new Store()).awaitFilled().following.close();

        Relay second = follow(new Store()).awaitFilled();

        assertThat(second.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void a_store_that_loses_its_data_while_the_relay_runs_is_filled_again() {
        BROKER.createCompactedTopic(topic, 2);
        bind(PLATE, "oOne");
        Store store = new Store();
        Relay relay = follow(store).awaitFilled();
        await().atMost(SOON).until(() -> relay.lag() == 0);

        store.file.map("bindings").clear();
        store.file.map("positions").clear();

        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void what_another_relay_has_put_into_the_same_store_is_skipped() {
        BROKER.createCompactedTopic(topic, 1);
        Store store = new Store();
        Relay relay = follow(store).awaitFilled();
        // The other relay has kept that it read two records, of which the store shows nothing.
        store.positions.keep("topic/" + topic + "/0", 2).toCompletableFuture().join();
        // In a transaction, so that all three are seen at once.
        inTransactions(producer -> {
            producer.beginTransaction();
            for (String openid : List.of("oOne", "oTwo", "oThree")) {
                producer.send(new ProducerRecord<>(topic, key(PLATE, openid), "{}"));
            }
            producer.commitTransaction();
        });

        awaitFound(relay, PLATE, "oThree");
        assertThat(relay.records()).isEqualTo(1);
    }

    private void inTransactions(java.util.function.Consumer<KafkaProducer<String, String>> work) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", BROKER.bootstrapServers(), "transactional.id", "of-" + topic);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            work.accept(producer);
        }
    }

    @Test
    void a_position_beyond_the_end_is_of_another_topic_and_all_is_read() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();
        store.positions.keep("topic/" + topic + "/0", 500).toCompletableFuture().join();

        Relay relay = follow(store).awaitFilled();

        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void a_record_that_is_wrong_holds_up_nobody() {
        BROKER.createCompactedTopic(topic, 1);
        BROKER.publish(topic, "no key", "{}");
        BROKER.publish(topic, key(PLATE, "o:1"), "{}");
        bind(PLATE, "oOne");

        Relay relay = follow(new Store()).awaitFilled();

        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
        assertThat(relay.records("bad")).isEqualTo(2);
    }

    @Test
    void without_the_topic_look_ups_are_answered_and_it_is_not_made_but_waited_for() {
        Relay relay = follow(new Store()).awaitFilled();
        assertThat(relay.find(PLATE)).isEqualTo(new LookupResult.Absent());
        assertThat(relay.lag()).isEqualTo(-1);
        assertThat(BROKER.hasTopic(topic)).isFalse();

        BROKER.createCompactedTopic(topic, 2);
        bind(PLATE, "oOne");

        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void partitions_that_are_added_are_read() {
        BROKER.createCompactedTopic(topic, 1);
        Store store = new Store();
        Relay relay = new Relay(store.bindings, store.positions, consumer(Map.of("metadata.max.age.ms", "300")));
        relay.awaitFilled();

        BROKER.grow(topic, 2);
        BROKER.publish(new ProducerRecord<>(topic, 1, bytes(key(PLATE, "oOne")), bytes("{}")));

        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void until_the_end_of_the_topic_is_reached_nobody_is_a_stranger() {
        BROKER.createCompactedTopic(topic, 1);
        for (int i = 0; i < 10; i++) {
            bind(PLATE, "o" + i);
        }
        Store store = new Store();
        HeldBindings held = new HeldBindings(store.bindings);

        Relay relay = new Relay(held, store.positions, consumer());

        await().atMost(SOON).until(() -> held.waiting() > 0);
        assertThat(relay.find(PLATE)).isEqualTo(new LookupResult.Unavailable("filling"));
        assertThat(relay.find("沪A12345")).isEqualTo(new LookupResult.Unavailable("filling"));
        assertThat(relay.catchUp.missing()).contains("10 records to go");
        held.release();
        relay.awaitFilled();
        assertThat(relay.find(PLATE)).isInstanceOf(LookupResult.Found.class);
        assertThat(relay.find("沪A12345")).isEqualTo(new LookupResult.Absent());
    }

    @Test
    void the_marks_of_transactions_keep_nobody_waiting_and_what_was_taken_back_does_not_count() {
        BROKER.createCompactedTopic(topic, 1);
        inTransactions(producer -> {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, key(PLATE, "oOne"), "{}"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, key(PLATE, "oTwo"), "{}"));
            producer.abortTransaction();
        });

        Relay relay = follow(new Store()).awaitFilled();

        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
        await().atMost(SOON).until(() -> relay.lag() == 0);
    }

    @Test
    void while_the_store_does_not_answer_nothing_is_left_out_and_nothing_counted_twice() {
        BROKER.createCompactedTopic(topic, 2);
        for (int i = 0; i < 20; i++) {
            bind("粤B1000" + i % 10, "o" + i);
        }
        Store store = new Store();
        FailingStore failing = new FailingStore(store.bindings, store.positions, 50);

        Relay relay = new Relay(failing, failing, consumer()).awaitFilled();

        assertThat(failing.failuresLeft()).isNotPositive();
        for (int i = 0; i < 10; i++) {
            assertThat(((LookupResult.Found) relay.find("粤B1000" + i)).members())
                    .containsExactlyInAnyOrder(new Openid("o" + i), new Openid("o" + (i + 10)));
        }
        assertThat(relay.records("bound")).isEqualTo(20);
        assertThat(relay.records()).isEqualTo(20);
    }

    @Test
    void a_topic_that_may_not_be_read_is_as_none() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();

        Relay relay = new Relay(
                store.bindings,
                store.positions,
                RefusingConsumer.refusing(consumer(), 3, new TopicAuthorizationException(topic)));

        relay.awaitFilled();
        awaitFound(relay, PLATE, "oOne");
    }

    @Test
    void a_fault_of_the_relay_itself_ends_nothing() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();

        Relay relay = new Relay(
                store.bindings,
                store.positions,
                RefusingConsumer.refusing(consumer(), 3, new IllegalStateException("as if")));

        relay.awaitFilled();
        assertThat(relay.find(PLATE)).isEqualTo(found(PLATE, "oOne"));
    }

    @Test
    void closing_waits_for_no_store() {
        BROKER.createCompactedTopic(topic, 1);
        bind(PLATE, "oOne");
        Store store = new Store();
        HeldBindings held = new HeldBindings(store.bindings);
        Relay relay = new Relay(held, store.positions, consumer());
        await().atMost(SOON).until(() -> held.waiting() > 0);

        long start = System.nanoTime();
        relay.following.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(store.positions
                        .read("topic/" + topic + "/0")
                        .toCompletableFuture()
                        .join())
                .isZero();
    }
}
