package org.parkingrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A relay reaches what it needs, is reached by who needs it, and nothing else. */
@NeedsKubectl
class NetworkTest {

    static final List<String> WITH_RELAYS = Rendering.WITH_RELAYS;

    private static Stream<NetworkPolicyIngressRule> in(String overlay) {
        return Rendering.of(overlay).all(NetworkPolicy.class).stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream());
    }

    private static Stream<NetworkPolicyEgressRule> out(String overlay) {
        return Rendering.of(overlay).all(NetworkPolicy.class).stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream());
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void what_is_not_named_is_closed_both_ways(String overlay) {
        assertThat(Rendering.of(overlay).all(NetworkPolicy.class))
                .anySatisfy(policy ->
                        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress"));
        assertThat(in(overlay))
                .allMatch(rule -> !rule.getFrom().isEmpty() && !rule.getPorts().isEmpty());
        assertThat(out(overlay))
                .allMatch(rule -> !rule.getTo().isEmpty() && !rule.getPorts().isEmpty());
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void a_rule_names_a_port_that_the_relay_has(String overlay) {
        assertThat(in(overlay).flatMap(rule -> rule.getPorts().stream()))
                .isNotEmpty()
                .extracting(port -> port.getPort().getStrVal())
                .isSubsetOf(Rendering.of(overlay).relayContainer().getPorts().stream()
                        .map(port -> port.getName())
                        .toList());
    }

    /** The page of the operators is open where there are operators. */
    @Test
    void the_operators_port_is_open_where_their_component_is_chosen() {
        assertThat(in("dev").flatMap(NetworkTest::namesOfPorts)).containsExactly("management");
        assertThat(in("production").flatMap(NetworkTest::namesOfPorts)).containsExactlyInAnyOrder("management", "http");
    }

    private static Stream<String> namesOfPorts(NetworkPolicyIngressRule rule) {
        return rule.getPorts().stream().map(port -> port.getPort().getStrVal());
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_relay_may_speak_to_the_kafka_that_it_is_told(String overlay) {
        String servers = Rendering.of(overlay).properties().get("kafka.bootstrap.servers");
        int port = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));

        assertThat(out(overlay))
                .anySatisfy(rule -> assertThat(ports(rule)).contains(port))
                .anySatisfy(rule -> assertThat(ports(rule)).contains(6379, 6380));
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void only_https_goes_to_the_world_and_none_of_it_to_the_cluster(String overlay) {
        List<NetworkPolicyEgressRule> toTheWorld = out(overlay)
                .filter(rule -> rule.getTo().stream()
                        .map(peer -> peer.getIpBlock())
                        .filter(Objects::nonNull)
                        .anyMatch(block -> block.getCidr().endsWith("/0")))
                .toList();

        assertThat(toTheWorld).singleElement().satisfies(rule -> {
            assertThat(ports(rule)).containsExactly(443);
            assertThat(rule.getTo().get(0).getIpBlock().getExcept())
                    .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16");
        });
    }

    private static List<Integer> ports(NetworkPolicyEgressRule rule) {
        return rule.getPorts().stream()
                .map(NetworkPolicyPort::getPort)
                .map(port -> port.getIntVal())
                .toList();
    }
}
