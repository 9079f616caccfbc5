package org.parkingrelay.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.parkingrelay.testing.Tool;

/**
 * What {@code kubectl kustomize} makes of a folder.
 *
 * @param trees each object as it was written
 * @param objects the same, in the same order, read into its model
 */
record Rendering(List<JsonNode> trees, List<Object> objects) {

    static final Path K8S = Path.of("k8s").toAbsolutePath();
    static final List<String> OVERLAYS = List.of("dev", "production", "production-kafka");
    /** Those of them with relays. */
    static final List<String> WITH_RELAYS = List.of("dev", "production");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path SCRATCH = Path.of("target", "k8s");
    private static final Map<String, Rendering> OVERLAY = new ConcurrentHashMap<>();

    /** Whether there is a command that renders. */
    static boolean isPossible() {
        return Tool.isThere("kubectl", "version", "--client");
    }

    static Rendering of(String overlay) {
        return OVERLAY.computeIfAbsent(overlay, name -> ofFolder(K8S.resolve("overlays/" + name)));
    }

    static Rendering ofFolder(Path folder) {
        try {
            Files.createDirectories(SCRATCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<JsonNode> trees = trees(Tool.run(SCRATCH, "kubectl", "kustomize", folder.toString()));
        return new Rendering(trees, trees.stream().map(StrictModel::read).toList());
    }

    static List<JsonNode> trees(String yaml) {
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only object of a kind. */
    <T> T only(Class<T> type) {
        List<T> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of " + type.getSimpleName());
        }
        return all.get(0);
    }

    /** What describes pods, by the name of its owner. */
    Map<String, PodTemplateSpec> templates() {
        Map<String, PodTemplateSpec> templates = new TreeMap<>();
        all(Deployment.class)
                .forEach(one ->
                        templates.put(one.getMetadata().getName(), one.getSpec().getTemplate()));
        all(StatefulSet.class)
                .forEach(one ->
                        templates.put(one.getMetadata().getName(), one.getSpec().getTemplate()));
        return templates;
    }

    Stream<PodSpec> pods() {
        return templates().values().stream().map(PodTemplateSpec::getSpec);
    }

    Stream<Container> containers() {
        return pods().flatMap(pod -> Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream()));
    }

    PodSpec relay() {
        return only(Deployment.class).getSpec().getTemplate().getSpec();
    }

    Container relayContainer() {
        return relay().getContainers().get(0);
    }

    /** The relay's configuration files, by name. */
    Map<String, String> files() {
        return all(ConfigMap.class).stream()
                .map(ConfigMap::getData)
                .filter(data -> data.containsKey("application.properties"))
                .findFirst()
                .orElseThrow();
    }

    /** The lines of these files, as Quarkus reads them one over the other. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (String file : List.of("application.properties", "application-prod.properties")) {
            Properties read = new Properties();
            try {
                read.load(new StringReader(files().get(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read.forEach((key, value) -> properties.put((String) key, (String) value));
        }
        return properties;
    }
}
