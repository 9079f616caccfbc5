package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shipped holds the relay and nothing that only tests and local runs need. */
class PackagedJarIT {

    private static final Path APPLICATION = Path.of("target", "quarkus-app");

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void has_no_broker_no_stand_in_and_no_test_library() throws IOException {
        assertThat(names(APPLICATION.resolve("lib")))
                .isNotEmpty()
                .noneMatch(
                        name -> name.matches(
                                ".*(kafka_2|kafka-server|companion|junit|assertj|awaitility|testcontainers|archunit|wechatpay-java|jmh).*"));
        try (JarFile file = new JarFile(APPLICATION.resolve("quarkus-run.jar").toFile())) {
            assertThat(file.stream().map(Object::toString))
                    .anyMatch(name -> name.startsWith("org/parkingrelay/delivery/"))
                    .noneMatch(name -> name.startsWith("org/parkingrelay/standin/"))
                    .noneMatch(name -> name.startsWith("org/parkingrelay/local/"));
        }
    }
}
