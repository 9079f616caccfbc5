package org.parkingrelay.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnClientTest {

    private static final String SECRET = "swordfish-12";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bootstrap.servers       | nowhere              | kafka.* cannot be used",
                "security.protocol       | TLS                  | kafka.* cannot be used",
                "sasl.jaas.config        | swordfish-12         | kafka.sasl.jaas.config cannot be read",
                "sasl.jaas.config        | M required password=swordfish-12; x | kafka.sasl.jaas.config cannot be read",
                "ssl.truststore.location | /no/such/ca.crt      | kafka.ssl.truststore.location names a file",
                "ssl.keystore.location   | /no/such/client.pem  | kafka.ssl.keystore.location names a file"
            })
    void what_kafka_has_against_a_key_names_it_and_no_secret(String key, String value, String told) {
        Map<String, Object> kafka = new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"" + SECRET
                        + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.keystore.type",
                "PEM"));
        kafka.put(key, value);

        assertThatThrownBy(() -> OwnProducer.from(kafka))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Configuration: " + told)
                .hasMessageContaining("; ")
                .hasMessageNotContaining(SECRET);
    }
}
