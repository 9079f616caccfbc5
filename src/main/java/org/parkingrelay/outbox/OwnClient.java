package org.parkingrelay.outbox;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** What the clients of Kafka that the relay makes by itself have in common. */
public final class OwnClient {

    private static final List<String> FILES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

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
        MetricsInOnePlace.applyTo(config);
        return config;
    }

    /** Makes the client; what Kafka has against its configuration ends the start. */
    public static <T> T open(Map<String, Object> config, Function<Map<String, Object>, T> client) {
        try {
            return client.apply(config);
        } catch (KafkaException e) {
            throw new ConfigurationException("Configuration: " + wrong(config, e));
        }
    }

    private static String wrong(Map<String, Object> config, KafkaException failure) {
        StringBuilder texts = new StringBuilder();
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            texts.append(cause.getMessage()).append('\n');
            deepest = cause;
        }
        String all = texts.toString();
        if (all.contains("JAAS") || all.contains(SaslConfigs.SASL_JAAS_CONFIG)) {
            return "kafka.sasl.jaas.config cannot be read; write it as <login module> required username=\"<user>\""
                    + " password=\"<password>\"; with the semicolon";
        }
        // Kafka's text may quote the keys of SASL, passwords included.
        String why = hasSecrets(config) ? deepest.getClass().getSimpleName() : deepest.getMessage();
        for (String key : FILES) {
            Object file = config.get(key);
            if (file != null && all.contains(file.toString())) {
                return "kafka." + key + " names a file that cannot be used (" + file + ": "
                        + deepest.getClass().getSimpleName() + "); check it, its type in kafka."
                        + key.replace(".location", ".type") + " and its password";
            }
        }
        return "kafka.* cannot be used: " + why + "; check kafka.bootstrap.servers and kafka.security.protocol";
    }

    private static boolean hasSecrets(Map<String, Object> config) {
        return config.keySet().stream()
                .anyMatch(key -> key.startsWith("sasl.") || key.endsWith(".password") || key.endsWith(".key"));
    }
}
