package org.parkingrelay.local;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics between the gates and the relay, made as the README asks. */
final class Topics {

    static final String EVENTS = "parking.gate-events.v1";
    /** A vendor's own topics, with {@code in} and {@code out} behind. */
    static final String JIESHUN = "mb.park.";

    static final String DEAD_LETTERS = "parking.gate-events.dlt";
    private static final String RETRIES = "parking.gate-events.retry";
    private static final String OUTCOMES = "parking.gate-events.outcomes";
    private static final String JOURNAL = "parking.gate-events.dlt.journal";
    private static final String BINDINGS = "parking.plate-bindings.v1";

    private static final int PARTITIONS = 3;
    private static final int LARGEST_EVENT = 1024 * 1024;
    /** A copy has more headers than its original. */
    private static final int LARGEST_COPY = LARGEST_EVENT + 64 * 1024;

    private Topics() {}

    /** Makes those that are not there yet. */
    static void create(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            for (NewTopic topic : List.of(
                    topic(EVENTS, PARTITIONS, upTo(LARGEST_EVENT)),
                    topic(JIESHUN + "in", 1, upTo(LARGEST_EVENT)),
                    topic(JIESHUN + "out", 1, upTo(LARGEST_EVENT)),
                    topic(RETRIES, PARTITIONS, upTo(LARGEST_COPY)),
                    topic(DEAD_LETTERS, 1, upTo(LARGEST_COPY)),
                    topic(OUTCOMES, PARTITIONS, Map.of()),
                    topic(JOURNAL, 1, Map.of("retention.ms", "-1", "retention.bytes", "-1")),
                    topic(BINDINGS, 1, Map.of("cleanup.policy", "compact")))) {
                create(admin, topic);
            }
        }
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> configs) {
        return new NewTopic(name, partitions, (short) 1).configs(configs);
    }

    private static Map<String, String> upTo(int bytes) {
        return Map.of("max.message.bytes", String.valueOf(bytes));
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("could not make " + topic.name(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has a member bind a car, by way of its topic. */
    static void bind(String kafka, SampleCars.Car car) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            // Closing waits until it is there.
            Future<?> unused = producer.send(new ProducerRecord<>(BINDINGS, SampleCars.bindingKey(car), "{}"));
        }
    }
}
