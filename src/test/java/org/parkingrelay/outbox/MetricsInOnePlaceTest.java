package org.parkingrelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

class MetricsInOnePlaceTest {

    private static final String NOBODY = "127.0.0.1:1";
    private static final String CLIENT = "metrics-in-one-place-test";

    private static Set<ObjectName> figuresOf(String type, String clientId) throws MalformedObjectNameException {
        ObjectName names = new ObjectName("kafka.%s:type=%s-metrics,client-id=%s".formatted(type, type, clientId));
        return ManagementFactory.getPlatformMBeanServer().queryNames(names, null);
    }

    private static Map<String, Object> layerClient(Map<String, Object> configured) {
        Map<String, Object> client = new HashMap<>(configured);
        client.put("bootstrap.servers", NOBODY);
        client.put("client.id", CLIENT);
        return new MetricsInOnePlace().customize("gate-events", ConfigProvider.getConfig(), client);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
        return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Test
    void a_client_of_the_messaging_layer_registers_no_figures_with_jmx() throws MalformedObjectNameException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(layerClient(Map.of()))) {
            assertThat(consumer.metrics()).isNotEmpty();
            assertThat(figuresOf("consumer", CLIENT)).isEmpty();
        }
    }

    @Test
    void a_client_of_the_relays_own_registers_none_either() throws MalformedObjectNameException {
        try (var producer = OwnProducer.from(Map.of("bootstrap.servers", NOBODY))) {
            assertThat(producer.metrics()).isNotEmpty();
            assertThat(figuresOf("producer", "parking-relay-outbox")).isEmpty();
        }
    }

    @Test
    void who_names_kafkas_reporter_has_them_there() throws MalformedObjectNameException {
        Map<String, Object> configured = Map.of("metric.reporters", JmxReporter.class.getName());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(layerClient(configured))) {
            assertThat(consumer.metrics()).isNotEmpty();
            assertThat(figuresOf("consumer", CLIENT)).hasSize(1);
        }
    }

    @Test
    void no_client_gathers_figures_for_brokers() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(layerClient(Map.of()));
                var producer = OwnProducer.from(Map.of("bootstrap.servers", NOBODY))) {
            assertThatThrownBy(() -> consumer.clientInstanceId(Duration.ZERO)).hasMessageContaining("not enabled");
            assertThatThrownBy(() -> producer.clientInstanceId(Duration.ZERO)).hasMessageContaining("not enabled");
        }
    }

    @Test
    void who_switches_that_on_has_it() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(layerClient(Map.of("enable.metrics.push", "true")))) {
            assertThat(consumer.clientInstanceId(Duration.ZERO)).isNull();
        }
    }
}
