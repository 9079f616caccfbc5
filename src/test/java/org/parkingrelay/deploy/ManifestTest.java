package org.parkingrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every overlay renders to objects that Kubernetes takes, and that fit each other. */
@NeedsKubectl
class ManifestTest {

    static final List<String> OVERLAYS = Rendering.OVERLAYS;
    static final List<String> WITH_RELAYS = Rendering.WITH_RELAYS;

    @Test
    void every_folder_of_overlays_is_tested() throws IOException {
        try (Stream<Path> folders = Files.list(Rendering.K8S.resolve("overlays"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(OVERLAYS);
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_object_has_only_fields_of_its_model(String overlay) {
        Rendering rendering = Rendering.of(overlay);

        assertThat(rendering.objects()).hasSize(rendering.trees().size()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @CsvSource({
        "production,       /spec/template/spec/containers/0/securityContext, readOnlyRootFileSystem, true",
        "production,       /spec/template/spec/containers/0/resources,       limit,                  true",
        "production,       /spec/triggers/0/metadata,                        lagTreshold,            true",
        "production-kafka, /spec/authorization/acls/0,                       operatons,              true",
        "dev,              /spec/template/spec,                              minReadySeconds,        5",
    })
    void a_misspelt_or_misplaced_field_is_found(String overlay, String place, String field, String value) {
        JsonNode tree = Rendering.of(overlay).trees().stream()
                .filter(object -> object.at(place).isObject())
                .findFirst()
                .orElseThrow()
                .deepCopy();
        ((ObjectNode) tree.at(place)).put(field, value);

        assertThatThrownBy(() -> StrictModel.read(tree))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"" + field + "\"");
    }

    @Test
    void a_number_where_kubernetes_wants_a_text_is_found() {
        String variable = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: example}
                data: {lag: %s}
                """;

        assertThat(StrictModel.read(Rendering.trees(variable.formatted("\"5\"")).get(0)))
                .isNotNull();
        assertThatThrownBy(() -> StrictModel.read(
                        Rendering.trees(variable.formatted("5")).get(0)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void an_object_of_a_kind_without_a_model_is_found() {
        assertThatThrownBy(() -> StrictModel.read(Rendering.trees("{apiVersion: apps/v1beta1, kind: Deployment}")
                        .get(0)))
                .hasMessageContaining("no model here for apps/v1beta1/Deployment");
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void selectors_find_the_pods_that_they_mean_and_no_others(String overlay) {
        Rendering rendering = Rendering.of(overlay);

        for (Deployment deployment : rendering.all(Deployment.class)) {
            assertThat(found(rendering, deployment.getSpec().getSelector().getMatchLabels()))
                    .containsExactly(deployment.getMetadata().getName());
        }
        for (Service service : rendering.all(Service.class)) {
            assertThat(found(rendering, service.getSpec().getSelector()))
                    .containsExactly(service.getMetadata().getName());
        }
        for (NetworkPolicy policy : rendering.all(NetworkPolicy.class)) {
            assertThat(found(rendering, policy.getSpec().getPodSelector().getMatchLabels()))
                    .containsExactly("parking-relay");
        }
        assertThat(found(
                        rendering,
                        rendering
                                .only(PodDisruptionBudget.class)
                                .getSpec()
                                .getSelector()
                                .getMatchLabels()))
                .containsExactly("parking-relay");
        assertThat(rendering.relay().getTopologySpreadConstraints())
                .isNotEmpty()
                .allSatisfy(spread -> assertThat(
                                found(rendering, spread.getLabelSelector().getMatchLabels()))
                        .containsExactly("parking-relay"));
    }

    private static List<String> found(Rendering rendering, Map<String, String> selector) {
        assertThat(selector).isNotEmpty();
        return rendering.templates().entrySet().stream()
                .filter(template -> labels(template.getValue()).entrySet().containsAll(selector.entrySet()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, String> labels(PodTemplateSpec template) {
        return template.getMetadata().getLabels();
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void services_lead_to_ports_that_containers_name(String overlay) {
        Rendering rendering = Rendering.of(overlay);
        for (Service service : rendering.all(Service.class)) {
            PodTemplateSpec behind =
                    rendering.templates().get(service.getMetadata().getName());
            assertThat(service.getSpec().getPorts())
                    .isNotEmpty()
                    .allSatisfy(port -> assertThat(
                                    behind.getSpec().getContainers().get(0).getPorts())
                            .anySatisfy(target -> {
                                assertThat(target.getName())
                                        .isEqualTo(port.getTargetPort().getStrVal());
                                assertThat(target.getContainerPort()).isEqualTo(port.getPort());
                            }));
        }
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void everything_is_in_one_namespace_that_takes_only_restricted_pods(String overlay) {
        Rendering rendering = Rendering.of(overlay);
        Namespace namespace = rendering.only(Namespace.class);

        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(rendering.trees())
                .filteredOn(tree -> !tree.path("kind").asText().equals("Namespace"))
                .allSatisfy(tree -> assertThat(tree.at("/metadata/namespace").asText())
                        .isEqualTo(namespace.getMetadata().getName()));
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void a_node_can_be_drained_and_never_takes_two_relays_at_once(String overlay) {
        PodDisruptionBudget budget = Rendering.of(overlay).only(PodDisruptionBudget.class);

        // Unlike minAvailable, it lets a single relay go.
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(budget.getSpec().getMinAvailable()).isNull();
        assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void no_secret_is_among_them(String overlay) {
        assertThat(Rendering.of(overlay).trees())
                .noneMatch(tree -> tree.path("kind").asText().equals("Secret"));
    }

    @Test
    void a_relay_is_rolled_out_before_one_is_taken_away() {
        var update = Rendering.of("production")
                .only(Deployment.class)
                .getSpec()
                .getStrategy()
                .getRollingUpdate();

        assertThat(update.getMaxUnavailable().getIntVal()).isZero();
        assertThat(update.getMaxSurge().getIntVal()).isEqualTo(1);
    }

    /** An autoscaler and a Deployment that both say how many there are would fight. */
    @ParameterizedTest
    @CsvSource({"autoscaling-hpa", "autoscaling-keda"})
    void where_there_is_an_autoscaler_the_deployment_says_no_number(String component) throws IOException {
        Rendering rendering = withComponent(component);

        assertThat(rendering.only(Deployment.class).getSpec().getReplicas()).isNull();
        assertThat(withComponent("operators-api")
                        .only(Deployment.class)
                        .getSpec()
                        .getReplicas())
                .isEqualTo(3);
    }

    @Test
    void the_plain_autoscaler_scales_the_relay_within_the_partitions() throws IOException {
        HorizontalPodAutoscaler autoscaler = withComponent("autoscaling-hpa").only(HorizontalPodAutoscaler.class);

        assertThat(autoscaler.getSpec().getScaleTargetRef().getKind()).isEqualTo("Deployment");
        assertThat(autoscaler.getSpec().getScaleTargetRef().getName()).isEqualTo("parking-relay");
        assertThat(autoscaler.getSpec().getMinReplicas()).isEqualTo(3);
        assertThat(autoscaler.getSpec().getMaxReplicas()).isLessThanOrEqualTo(TopicsTest.partitionsOfEvents());
        assertThat(autoscaler.getSpec().getMetrics())
                .allSatisfy(metric ->
                        assertThat(metric.getContainerResource().getContainer()).isEqualTo("parking-relay"));
    }

    @Test
    void mappings_come_in_with_the_configmap_that_an_overlay_generates() throws IOException {
        Rendering rendering = withComponent("mappings", """
                configMapGenerator:
                  - name: parking-relay-mappings
                    files: [kustomization.yaml]
                """);
        String generated = rendering.all(ConfigMap.class).stream()
                .map(map -> map.getMetadata().getName())
                .filter(name -> name.startsWith("parking-relay-mappings-"))
                .findFirst()
                .orElseThrow();

        assertThat(rendering.relay().getVolumes())
                .anyMatch(volume -> volume.getName().equals("mappings")
                        && volume.getConfigMap().getName().equals(generated));
        assertThat(rendering.relayContainer().getVolumeMounts())
                .anyMatch(mount -> mount.getName().equals("mappings")
                        && mount.getMountPath().equals("/etc/parking-relay/mappings"));
    }

    private static Rendering withComponent(String component) throws IOException {
        return withComponent(component, "");
    }

    /** The base with one component more, and what an overlay adds to it. */
    private static Rendering withComponent(String component, String more) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/k8s/" + component).toAbsolutePath());
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                """
                resources: [%s]
                components: [%s]
                """.formatted(
                                        folder.relativize(Rendering.K8S.resolve("base")),
                                        folder.relativize(Rendering.K8S.resolve("components/" + component)))
                        + more);
        return Rendering.ofFolder(folder);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void no_two_objects_have_one_name(String overlay) {
        assertThat(Rendering.of(overlay).objects())
                .extracting(object -> object.getClass().getSimpleName() + " "
                        + (object instanceof HasMetadata named
                                ? named.getMetadata().getName()
                                : object))
                .doesNotHaveDuplicates();
    }
}
