package org.parkingrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class JvmMetersTest {

    @Test
    void the_memory_collections_threads_classes_and_version_of_java_are_told() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        JvmMeters.bindTo(registry);

        await().untilAsserted(() -> assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .contains(
                        "jvm.memory.used",
                        "jvm.memory.max",
                        "jvm.buffer.memory.used",
                        "jvm.gc.live.data.size",
                        "jvm.gc.overhead",
                        "jvm.memory.usage.after.gc",
                        "jvm.threads.live",
                        "jvm.classes.loaded",
                        "jvm.info"));
    }
}
