package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is shipped holds the relay and its libraries, whole, and nothing that only tests and local runs need. */
class PackagedJarIT {

    private static final Path APPLICATION = Path.of("target", "quarkus-app");

    /** As Quarkus packages it, before pom.xml makes two jars of it. */
    private static final Path THIN = Path.of("target", "thin");

    private static final String RELAY = "quarkus-run.jar";
    private static final Path LIBRARIES = APPLICATION.resolve("lib").resolve("libraries.jar");
    private static final String SERVICES = "META-INF/services/";

    /** What the framework would read at each start, the API's document and the settings; the relay has what the build made of them. */
    private static final Set<String> LEFT_OUT =
            Set.of("META-INF/quarkus-generated-openapi-doc.JSON", "application.properties");

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Set<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new HashSet<>(file.stream().map(Object::toString).toList());
        }
    }

    /** Of what a jar holds, but for its manifest. */
    private static Map<String, Long> checksums(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME))
                    .collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc));
        }
    }

    private static List<String> lines(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static Map<String, String> manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Map<String, String> manifest = new TreeMap<>();
            file.getManifest()
                    .getMainAttributes()
                    .forEach((name, value) -> manifest.put(name.toString(), value.toString()));
            return manifest;
        }
    }

    @Test
    void has_no_broker_no_stand_in_and_no_test_library() throws IOException {
        assertThat(names(LIBRARIES))
                .anyMatch(name -> name.startsWith("org/apache/kafka/clients/"))
                .noneMatch(
                        name -> name.matches(
                                "(META-INF/ide-deps|kafka/server|org/junit|org/assertj|org/awaitility|org/testcontainers"
                                        + "|com/tngtech|com/wechat/pay|org/openjdk|io/fabric8|io/strimzi|io/smallrye/reactive/messaging/kafka/companion)/.*"));
        assertThat(names(APPLICATION.resolve(RELAY)))
                .anyMatch(name -> name.startsWith("org/parkingrelay/delivery/"))
                .noneMatch(name -> name.startsWith("org/parkingrelay/standin/"))
                .noneMatch(name -> name.startsWith("org/parkingrelay/local/"));
    }

    @Test
    void has_every_class_and_every_service_of_the_libraries() throws IOException {
        Set<String> merged = names(LIBRARIES);
        for (Path library : files(THIN.resolve("lib"))) {
            Set<String> names = names(library);
            assertThat(merged)
                    .as("classes of %s", library)
                    .containsAll(names.stream()
                            .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                            .toList());
            for (String service : names.stream()
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .toList()) {
                assertThat(lines(LIBRARIES, service))
                        .as("%s of %s", service, library)
                        .containsAll(lines(library, service));
            }
        }
    }

    @Test
    void is_started_as_quarkus_would_start_it() throws IOException {
        Map<String, String> expected = manifest(THIN.resolve(RELAY));
        expected.remove("Class-Path");

        assertThat(manifest(APPLICATION.resolve(RELAY))).containsAllEntriesOf(expected);
        Map<String, Long> entries = checksums(THIN.resolve(RELAY));
        assertThat(entries).containsKeys(LEFT_OUT.toArray(String[]::new));
        entries.keySet().removeAll(LEFT_OUT);
        assertThat(checksums(APPLICATION.resolve(RELAY)))
                .containsAllEntriesOf(entries)
                .doesNotContainKeys(LEFT_OUT.toArray(String[]::new));
    }
}
