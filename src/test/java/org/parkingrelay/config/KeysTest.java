package org.parkingrelay.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static List<String> problems(Map<String, String> properties, Map<String, String> environment) {
        ConfigProblems problems = new ConfigProblems();
        Keys.check(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(properties, "test", 100),
                                new EnvConfigSource(environment, 300))
                        .build(),
                problems);
        return problems.lines();
    }

    @Test
    void keys_of_the_rooms_pass() {
        assertThat(problems(
                        Map.of(
                                "relay.lots.\"*\"",
                                "mall",
                                "relay.wechatpay.hosts[0]",
                                "https://host",
                                "relays.other",
                                "x"),
                        Map.of("RELAY_DEAD_LETTER_TOPIC", "dlt", "RELAY_LOTS", "LOT-1=mall", "RELAYED", "x")))
                .isEmpty();
    }

    @Test
    void a_misspelt_room_is_told_once_wherever_it_stands() {
        assertThat(problems(Map.of("relay.lokup.store", "embedded"), Map.of("RELAY_WECHAT_HOSTS", "x")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("RELAY_WECHAT_HOSTS is not a key of the relay; keys begin with"),
                        line -> assertThat(line)
                                .startsWith("relay.lokup.store is not a key of the relay; keys begin with"));
    }

    @Test
    void what_kubernetes_adds_is_not_the_relays() {
        assertThat(problems(
                        Map.of(),
                        Map.of(
                                "RELAY_SERVICE_HOST", "10.0.0.1",
                                "RELAY_SERVICE_PORT_MANAGEMENT", "9000",
                                "RELAY_PORT", "tcp://10.0.0.1:9000",
                                "RELAY_PORT_9000_TCP_ADDR", "10.0.0.1")))
                .isEmpty();
    }

    @Test
    void a_key_that_is_set_to_nothing_is_told() {
        assertThat(problems(Map.of("relay.intake.topics", " "), Map.of()))
                .containsExactly("relay.intake.topics is set to nothing; give it a value or remove it");
    }
}
