package org.parkingrelay.console.pages;

import io.quarkus.qute.Engine;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Has the templates parsed on a thread of its own while the main thread assembles the relay, which takes as long: a tenth of a start.
 * The framework parses all of them at each start, also where nobody may see a page, and waits for them afterwards.
 */
@Singleton
class TemplatesAhead {

    /** Before the relay is assembled. With one processor nothing is gained by it. */
    void begin(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 2) StartupEvent event,
            Instance<Engine> templates) {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return;
        }
        // Whatever is asked: a bean is made by the first who asks it for something.
        Thread thread = new Thread(() -> templates.get().isTemplateLoaded(""), "relay-templates");
        thread.setDaemon(true);
        // What fails here fails again when the framework asks, and is told then.
        thread.setUncaughtExceptionHandler((ended, failure) -> {});
        thread.start();
    }
}
