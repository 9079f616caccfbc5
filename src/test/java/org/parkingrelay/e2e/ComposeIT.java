package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.RelayContainer;
import org.parkingrelay.testing.Tool;

/** {@code docker-compose up} as its page says, where there is one: CI has one, so there it always runs. */
@EnabledIf("hasCompose")
class ComposeIT {

    private static final Path FILE = Path.of("docker", "compose.yaml").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    static boolean hasCompose() {
        return RelayContainer.isPossible() && Tool.isThere("docker-compose", "version");
    }

    /** Runs beside whatever else is up on this machine. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("COMPOSE_PROJECT_NAME", "it-" + ProcessHandle.current().pid());
        environment.put("VERSION", "it");
        Stream.of("KAFKA_PORT", "STAND_IN_PORT", "MANAGEMENT_PORT", "API_PORT")
                .forEach(name -> environment.put(name, String.valueOf(ChildProcess.freePort())));
        return environment;
    }

    private String compose(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker-compose", "-f", FILE.toString()));
        command.addAll(List.of(arguments));
        return Tool.run(folder, environment, LIMIT, command);
    }

    @Test
    void cars_reach_the_stand_in_and_the_relay_is_healthy_within_its_limits() {
        RelayContainer.image();
        Map<String, String> environment = environment();
        try {
            compose(environment, "up", "--detach", "--no-build");
            assertThat(containers(environment)).containsExactlyInAnyOrder("kafka", "redis", "stand-in", "relay");

            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(compose(environment, "logs", "--no-color", "stand-in"))
                            .contains("is IN for", "is OUT for", "Jieshun's own format", "dead letter"));
            String relay = compose(environment, "ps", "--quiet", "relay").strip();
            await().atMost(LIMIT)
                    .until(() -> inspect(relay, "{{.State.Health.Status}}").equals("healthy"));
            assertThat(inspect(relay, "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}} {{.HostConfig.CapDrop}}"))
                    .isEqualTo("true 402653184 [ALL]");
        } finally {
            compose(environment, "down", "--volumes", "--timeout", "30");
        }
        assertThat(Tool.run(
                        folder,
                        "docker",
                        "volume",
                        "ls",
                        "--quiet",
                        "--filter",
                        "name=" + environment.get("COMPOSE_PROJECT_NAME")))
                .isBlank();
    }

    @Test
    void knows_prometheus_and_grafana_too() {
        assertThat(compose(Map.of(), "--profile", "observe", "config", "--services")
                        .lines())
                .containsExactlyInAnyOrder("kafka", "redis", "stand-in", "relay", "prometheus", "grafana");
    }

    /** The services that run. */
    private List<String> containers(Map<String, String> environment) {
        String project = "label=com.docker.compose.project=" + environment.get("COMPOSE_PROJECT_NAME");
        String service = "{{.Label \"com.docker.compose.service\"}}";
        return Tool.run(folder, "docker", "ps", "--filter", project, "--format", service)
                .lines()
                .toList();
    }

    private String inspect(String container, String template) {
        return Tool.run(folder, "docker", "inspect", "--format", template, container)
                .strip();
    }
}
