package org.parkingrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the manifests tell the relay, it knows; and what it is told to read is there. */
@NeedsKubectl
class RelayConfigurationTest {

    static final List<String> WITH_RELAYS = Rendering.WITH_RELAYS;

    private static final KnownKeys KNOWN = new KnownKeys();

    @Test
    void keys_are_known_by_their_models() {
        assertThat(List.of(
                        "relay.lots.\"LOT-1\"",
                        "relay.circles.mall.app-id",
                        "quarkus.tls.redis.trust-store.pem.certs",
                        "kafka.ssl.truststore.location"))
                .allMatch(KNOWN::hasKey);
        assertThat(List.of(
                        "relay.lookup.stor", "quarkus.redis.host", "kafka.sasl.jass.config", "relay.circles.mall.id"))
                .noneMatch(KNOWN::hasKey);
        assertThat(List.of("RELAY_CIRCLES__MALL__APP_ID", "QUARKUS_TLS__REDIS__TRUST_STORE_PEM_CERTS"))
                .allMatch(KNOWN::hasVariable);
        assertThat(List.of("RELAY_SERVICE_HOST", "QUARKUS_TLS_REDIS_TRUST_STORE_PEM_CERT", "KAFKA_PORT", "JAVA_OPTS"))
                .noneMatch(KNOWN::hasVariable);
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void every_key_is_known(String overlay) {
        assertThat(Rendering.of(overlay).properties().keySet())
                .hasSizeGreaterThan(8)
                .allMatch(KNOWN::hasKey);
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void every_variable_is_known(String overlay) {
        assertThat(Rendering.of(overlay).relayContainer().getEnv())
                .extracting(EnvVar::getName)
                .allMatch(KNOWN::hasVariable)
                .doesNotHaveDuplicates();
    }

    /** Quarkus reads {@code config/application.properties} where it is started, and the file of its profile over it. */
    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_files_of_configuration_lie_where_the_relay_looks_for_them(String overlay) {
        Rendering rendering = Rendering.of(overlay);
        ConfigMap files = rendering.all(ConfigMap.class).stream()
                .filter(map -> map.getData().containsKey("application.properties"))
                .findFirst()
                .orElseThrow();

        assertThat(files.getData()).containsOnlyKeys("application.properties", "application-prod.properties");
        assertThat(volumeAt(rendering, "/app/config").getConfigMap().getName())
                .isEqualTo(files.getMetadata().getName())
                // So that a change is a roll-out.
                .matches("parking-relay-[a-z0-9]{10}");
    }

    private static Volume volumeAt(Rendering rendering, String folder) {
        String name = rendering.relayContainer().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(folder))
                .map(VolumeMount::getName)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is mounted at " + folder));
        return rendering.relay().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Everything in the configuration that is a path. */
    private static List<Path> paths(Rendering rendering) {
        List<String> values = new ArrayList<>(rendering.properties().values());
        rendering.relayContainer().getEnv().stream()
                .map(EnvVar::getValue)
                .filter(Objects::nonNull)
                .forEach(values::add);
        return values.stream()
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .toList();
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void every_file_that_is_named_is_in_a_secret_that_is_mounted(String overlay) {
        Rendering rendering = Rendering.of(overlay);

        assertThat(paths(rendering)).hasSizeGreaterThanOrEqualTo(4).allSatisfy(path -> {
            Volume volume = volumeAt(rendering, path.getParent().toString());
            List<KeyToPath> items = volume.getSecret().getItems();
            assertThat(volume.getSecret().getSecretName()).startsWith("parking-relay-");
            assertThat(items.isEmpty()
                            || items.stream()
                                    .anyMatch(item -> item.getPath()
                                            .equals(path.getFileName().toString())))
                    .as(path.toString())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void a_secret_that_is_mounted_is_read(String overlay) {
        Rendering rendering = Rendering.of(overlay);
        List<Volume> secrets = rendering.relay().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .toList();
        Set<String> read = new TreeSet<>();
        paths(rendering)
                .forEach(path -> read.add(
                        volumeAt(rendering, path.getParent().toString()).getName()));

        assertThat(secrets).extracting(Volume::getName).containsExactlyInAnyOrderElementsOf(read);
    }

    /** Secrets are never here; the page says how to make each, with the names that its files have. */
    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void the_page_tells_how_to_make_every_secret(String overlay) throws IOException {
        Rendering rendering = Rendering.of(overlay);
        String page = Files.readString(Rendering.K8S.resolve("README.md"));
        for (Path path : paths(rendering)) {
            String secret =
                    volumeAt(rendering, path.getParent().toString()).getSecret().getSecretName();
            assertThat(commandFor(secret, page)).contains(path.getFileName().toString());
        }
        for (EnvVar variable : rendering.relayContainer().getEnv()) {
            if (variable.getValueFrom() != null) {
                var from = variable.getValueFrom().getSecretKeyRef();
                assertThat(commandFor(from.getName(), page)).contains(from.getKey());
            }
        }
        for (Keda.TriggerAuthentication keda : rendering.all(Keda.TriggerAuthentication.class)) {
            keda.spec()
                    .secretTargetRef()
                    .forEach(target ->
                            assertThat(commandFor(target.name(), page)).contains(target.key()));
        }
    }

    private static String commandFor(String secret, String page) {
        int start = page.indexOf("create secret generic " + secret + " ");
        assertThat(start).as("no command on the page makes " + secret).isPositive();
        int end = start;
        do {
            end = page.indexOf('\n', end + 1);
        } while (page.charAt(end - 1) == '\\');
        return page.substring(start, end);
    }

    @Test
    void production_speaks_to_kafka_and_redis_in_cipher_only() {
        Rendering production = Rendering.of("production");

        assertThat(production.relayContainer().getEnv())
                .filteredOn(variable -> variable.getValue() != null)
                .extracting(variable -> variable.getName() + "=" + variable.getValue())
                .contains(
                        "KAFKA_SECURITY_PROTOCOL=SASL_SSL",
                        "KAFKA_SASL_MECHANISM=SCRAM-SHA-512",
                        "QUARKUS_TLS__REDIS__HOSTNAME_VERIFICATION_ALGORITHM=HTTPS");
        assertThat(production.properties()).doesNotContainKey("quarkus.redis.hosts");
    }

    @Test
    void a_relay_of_the_dev_overlay_tells_wechat_pay_nothing() {
        assertThat(Rendering.of("dev").properties()).containsEntry("relay.delivery.dry-run", "true");
        assertThat(Rendering.of("production").properties()).doesNotContainKey("relay.delivery.dry-run");
    }

    /** Of more than one relay, only a shared store and a shared secret know the newest state. */
    @ParameterizedTest
    @FieldSource("WITH_RELAYS")
    void relays_share_a_store_and_a_secret(String overlay) {
        assertThat(Rendering.of(overlay).properties())
                .containsEntry("relay.lookup.store", "redis")
                .containsKey("relay.delivery.hash-key-file");
    }
}
