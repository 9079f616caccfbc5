package org.parkingrelay.outbox;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;

/** What the clients of Kafka that the relay makes by itself have in common. */
public final class OwnClient {

    private OwnClient() {}

    /**
     * The configuration that all clients share, to be completed.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     * @param clientId as the broker's logs and quotas know it
     */
    public static Map<String, Object> config(Map<String, Object> kafka, String clientId) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.keySet().removeIf(key -> key.startsWith("group."));
        config.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }

    /** Makes the client; what Kafka has against its configuration ends the start. */
    public static <T> T open(Map<String, Object> config, Function<Map<String, Object>, T> client) {
        try {
            return client.apply(config);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // Kafka's text may quote the keys of SASL, passwords included.
            boolean hasSecrets = config.keySet().stream().anyMatch(key -> key.startsWith("sasl."));
            String why = hasSecrets ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new ConfigurationException("Configuration: kafka.* cannot be used: " + why
                    + "; check kafka.bootstrap.servers and kafka.security.protocol");
        }
    }
}
