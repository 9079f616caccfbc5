package org.parkingrelay.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.quarkus.micrometer.runtime.binder.JVMInfoBinder;
import java.util.List;
import java.util.function.Supplier;

/**
 * What Micrometer tells of Java itself, the same as the framework would bind. That would keep the main thread for a twentieth of a
 * second of each start; these are bound on a thread of their own, while the relay starts.
 */
public final class JvmMeters {

    private static final List<Supplier<MeterBinder>> BINDERS = List.of(
            JvmMemoryMetrics::new,
            JvmGcMetrics::new,
            JvmHeapPressureMetrics::new,
            JvmThreadMetrics::new,
            ClassLoaderMetrics::new,
            JVMInfoBinder::new);

    private JvmMeters() {}

    /** Returns at once; they are there within a tenth of a second, and as long as this process. */
    public static void bindTo(MeterRegistry registry) {
        Thread thread = new Thread(() -> BINDERS.forEach(binder -> binder.get().bindTo(registry)), "relay-jvm-meters");
        thread.setDaemon(true);
        thread.start();
    }
}
