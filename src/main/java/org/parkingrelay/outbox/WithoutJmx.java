package org.parkingrelay.outbox;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.Config;

/**
 * Has no client of Kafka, of the messaging layer or the relay's own, register its figures with JMX, as they do by default: {@code
 * /q/metrics} has the same, and a bean for each costs some 50 ms of a start. Who wants them there names Kafka's {@code JmxReporter} in
 * {@code kafka.metric.reporters}.
 */
@ApplicationScoped
public class WithoutJmx implements ClientCustomizer<Map<String, Object>> {

    @Override
    public Map<String, Object> customize(String channel, Config config, Map<String, Object> client) {
        applyTo(client);
        return client;
    }

    static void applyTo(Map<String, Object> client) {
        client.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    }
}
