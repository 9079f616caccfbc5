package org.parkingrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of a job is one that Kubernetes takes, and fits the relay of the overlay that it says. */
@NeedsKubectl
class JobsTest {

    private static PodSpec job() throws IOException {
        Path file = Path.of("k8s", "jobs", "redrive.yaml");
        Job job = (Job) StrictModel.read(new YAMLMapper().readTree(file.toFile()));
        return job.getSpec().getTemplate().getSpec();
    }

    private static Container relay() {
        return Rendering.of("production")
                .only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    @Test
    void it_reaches_kafka_as_the_relay_does_and_may_no_more() throws IOException {
        Container job = job().getContainers().get(0);

        assertThat(relay().getEnv()).containsAll(job.getEnv());
        assertThat(relay().getVolumeMounts()).containsAll(job.getVolumeMounts());
        assertThat(job.getSecurityContext()).isEqualTo(relay().getSecurityContext());
        assertThat(job.getArgs()).startsWith("redrive").contains("--yes");
        assertThat(job().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void its_volumes_are_those_that_it_mounts() throws IOException {
        List<String> mounted = job().getContainers().get(0).getVolumeMounts().stream()
                .map(mount -> mount.getName())
                .toList();

        assertThat(job().getVolumes()).extracting(volume -> volume.getName()).containsExactlyElementsOf(mounted);
    }
}
