package org.parkingrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a pod may do, what it gets, and how it is asked how it is. */
@NeedsKubectl
class PodTest {

    static final List<String> WITH_RELAYS = Rendering.WITH_RELAYS;

    private static final Duration BEYOND_DRAIN = Duration.ofSeconds(10);

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void every_container_asks_for_cpu_and_memory_and_is_bounded(String overlay) {
        assertThat(Rendering.of(overlay).containers()).isNotEmpty().allSatisfy(container -> {
            Map<String, Quantity> requests = container.getResources().getRequests();
            Map<String, Quantity> limits = container.getResources().getLimits();
            assertThat(requests).containsKeys("cpu", "memory");
            assertThat(limits).containsKeys("cpu", "memory");
            // Memory that is promised twice is taken from somebody by a kill.
            assertThat(requests.get("memory")).isEqualTo(limits.get("memory"));
            assertThat(requests.get("cpu").getNumericalAmount())
                    .isLessThanOrEqualTo(limits.get("cpu").getNumericalAmount());
        });
    }

    /** The pod that the project measures: one core and 384 MiB. */
    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_relay_has_the_size_that_it_is_measured_with(String overlay) {
        Map<String, Quantity> limits =
                Rendering.of(overlay).relayContainer().getResources().getLimits();

        assertThat(limits).containsEntry("memory", new Quantity("384Mi")).containsEntry("cpu", new Quantity("1"));
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void no_pod_may_do_anything_that_it_need_not(String overlay) {
        assertThat(Rendering.of(overlay).pods()).isNotEmpty().allSatisfy(pod -> {
            PodSecurityContext context = pod.getSecurityContext();
            assertThat(context.getRunAsNonRoot()).isTrue();
            assertThat(context.getRunAsUser()).isPositive();
            assertThat(context.getRunAsGroup()).isPositive();
            assertThat(context.getFsGroup()).isPositive();
            assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getHostNetwork()).isNotEqualTo(true);
            assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
        });
        assertThat(Rendering.of(overlay).containers()).allSatisfy(container -> {
            SecurityContext context = container.getSecurityContext();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getPrivileged()).isNotEqualTo(true);
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
        });
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_relay_runs_as_the_user_of_its_image(String overlay) {
        PodSecurityContext context = Rendering.of(overlay).relay().getSecurityContext();

        assertThat(context.getRunAsUser()).isEqualTo(10001);
        assertThat(context.getRunAsGroup()).isEqualTo(10001);
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_relay_is_asked_on_the_management_port(String overlay) {
        Container relay = Rendering.of(overlay).relayContainer();

        assertThat(relay.getPorts()).anySatisfy(port -> {
            assertThat(port.getName()).isEqualTo("management");
            assertThat(port.getContainerPort()).isEqualTo(9000);
        });
        assertThat(asked(relay.getStartupProbe())).isEqualTo("management/q/health/started");
        assertThat(asked(relay.getReadinessProbe())).isEqualTo("management/q/health/ready");
        assertThat(asked(relay.getLivenessProbe())).isEqualTo("management/q/health/live");
    }

    private static String asked(Probe probe) {
        HTTPGetAction http = probe.getHttpGet();
        return http.getPort().getStrVal() + http.getPath();
    }

    /** A slow answer must not end a relay that works: liveness gives up last. */
    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void a_relay_is_restarted_later_than_it_is_left_out(String overlay) {
        Container relay = Rendering.of(overlay).relayContainer();

        assertThat(patience(relay.getLivenessProbe())).isGreaterThan(2 * patience(relay.getReadinessProbe()));
    }

    private static int patience(Probe probe) {
        return probe.getPeriodSeconds() * probe.getFailureThreshold();
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void every_container_can_be_asked_whether_it_is_ready(String overlay) {
        assertThat(Rendering.of(overlay).containers()).allMatch(container -> container.getReadinessProbe() != null);
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void every_image_has_a_tag_that_does_not_move(String overlay) {
        assertThat(Rendering.of(overlay).containers())
                .extracting(Container::getImage)
                .allMatch(image -> image.matches("[^:@]+(:[^:@/]+|@sha256:[0-9a-f]{64})"))
                .noneMatch(image -> image.endsWith(":latest"));
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_relays_tag_is_the_version_of_the_project(String overlay) throws IOException {
        Matcher version = Pattern.compile("<artifactId>parking-relay</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(Rendering.of(overlay).relayContainer().getImage())
                .endsWith("parking-relay:" + version.group(1).replace("-SNAPSHOT", ""));
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_relay_has_time_to_end_in_order(String overlay) {
        Rendering rendering = Rendering.of(overlay);
        String drain = rendering
                .properties()
                .getOrDefault("relay.intake.drain-timeout", Reference.defaultOf("relay.intake.drain-timeout"));

        assertThat(Duration.ofSeconds(rendering.relay().getTerminationGracePeriodSeconds()))
                .isGreaterThan(Duration.parse("PT" + drain).plus(BEYOND_DRAIN));
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void no_variables_of_other_services_come_in(String overlay) {
        assertThat(Rendering.of(overlay).pods()).allMatch(pod -> !pod.getEnableServiceLinks());
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void every_volume_is_mounted_and_every_mount_has_its_volume(String overlay) {
        Rendering rendering = Rendering.of(overlay);

        assertThat(rendering.relayContainer().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(rendering.relay().getVolumes().stream()
                        .map(volume -> volume.getName())
                        .toList());
    }

    /** The kubelet brings a change of a secret into a folder, never into a file that was mounted by itself. */
    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void keys_are_mounted_so_that_a_change_comes_in(String overlay) {
        assertThat(Rendering.of(overlay).relayContainer().getVolumeMounts())
                .allMatch(mount -> mount.getSubPath() == null)
                .filteredOn(mount -> mount.getMountPath().startsWith("/etc/"))
                .isNotEmpty()
                .allMatch(VolumeMount::getReadOnly);
    }

    /** On disk, because memory counts against the limit, and not without bounds. */
    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void temporary_files_have_a_bounded_place_on_disk(String overlay) {
        assertThat(Rendering.of(overlay).relay().getVolumes())
                .filteredOn(volume -> volume.getName().equals("tmp"))
                .singleElement()
                .satisfies(tmp -> {
                    assertThat(tmp.getEmptyDir().getMedium()).isNull();
                    assertThat(tmp.getEmptyDir().getSizeLimit()).isNotNull();
                });
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void a_relay_asks_nothing_of_kubernetes(String overlay) {
        Rendering rendering = Rendering.of(overlay);
        ServiceAccount account = rendering.only(ServiceAccount.class);

        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(rendering.relay().getServiceAccountName())
                .isEqualTo(account.getMetadata().getName());
        assertThat(rendering.all(Deployment.class)).hasSize(1);
    }
}
