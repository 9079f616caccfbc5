package org.parkingrelay.binding;

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
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
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

/** A topic of a real broker, followed into stores in memory; a topic of its own for each test. */
abstract class BindingTopicKit {

    static final TestBroker BROKER = TestBroker.shared();
    static final Duration SOON = Duration.ofSeconds(20);
    static final String PLATE = "粤B12345";

    final String topic = "bindings-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Relay> relays = new ArrayList<>();

    /** The store of a relay, or of several. */
    static final class Store {
        final EmbeddedStore file = EmbeddedStore.inMemory(StoreWatches.any());
        final EmbeddedBindings bindings =
                EmbeddedBindings.of(file, PlateKeys.of(Optional.empty()), new ConfigProblems());
        final Positions positions = new EmbeddedPositions(file);
    }

    /** What of a relay follows the topic, with counts of its own. */
    final class Relay {
        private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        final CatchUp catchUp = new CatchUp();
        private final MemberLookup lookup;
        final BindingTopic following;

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

    static Consumer<byte[], byte[]> consumer() {
        return consumer(Map.of());
    }

    static Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> kafka = new HashMap<>(more);
        kafka.put("bootstrap.servers", BROKER.bootstrapServers());
        return BindingConsumer.from(kafka);
    }

    Relay follow(Store store) {
        return new Relay(store.bindings, store.positions, consumer());
    }

    static Plate plate(String text) {
        return ((PlateReading.Legible) PlateNormaliser.read(text)).plate();
    }

    static String key(String plate, String openid) {
        return "{\"appId\":\"wx1\",\"plateNumber\":\"" + plate + "\",\"openid\":\"" + openid + "\"}";
    }

    void bind(String plate, String openid) {
        BROKER.publish(topic, key(plate, openid), "{}");
    }

    void end(String plate, String openid) {
        BROKER.publish(topic, key(plate, openid), null);
    }

    /** A record that was written so many seconds ago, or an old one that comes again. */
    void publish(String plate, String openid, String value, Duration age) {
        long at = Clock.systemUTC().millis() - age.toMillis();
        BROKER.publish(
                new ProducerRecord<>(topic, null, at, bytes(key(plate, openid)), value == null ? null : bytes(value)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static LookupResult found(String plate, String... openids) {
        return new LookupResult.Found(
                plate(plate), List.of(openids).stream().map(Openid::new).toList());
    }

    static void awaitFound(Relay relay, String plate, String... openids) {
        await().atMost(SOON).until(() -> relay.find(plate).equals(found(plate, openids)));
    }

    void inTransactions(java.util.function.Consumer<KafkaProducer<String, String>> work) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", BROKER.bootstrapServers(), "transactional.id", "of-" + topic);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            work.accept(producer);
        }
    }
}
