package org.parkingrelay.outbox;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.Config;

/**
 * Has no client of Kafka, of the messaging layer or the relay's own, hand its figures to anybody but {@code /q/metrics}. By default each
 * registers them with JMX, a bean for each, and keeps them by another name for brokers that collect figures of clients (KIP-714): some 50
 * and 30 ms of a start. Who wants them there names Kafka's {@code JmxReporter} in {@code kafka.metric.reporters}, or sets {@code
 * kafka.enable.metrics.push} to {@code true}.
 */
@ApplicationScoped
public class MetricsInOnePlace implements ClientCustomizer<Map<String, Object>> {

    @Override
    public Map<String, Object> customize(String channel, Config config, Map<String, Object> client) {
        applyTo(client);
        return client;
    }

    static void applyTo(Map<String, Object> client) {
        client.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        client.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    }
}
