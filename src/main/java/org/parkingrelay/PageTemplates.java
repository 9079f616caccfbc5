package org.parkingrelay;

import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.StringTemplateLocation;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Leaves the pages' templates unread where nobody can see a page. The framework parses all of them at each start, which is a fifth of
 * a second's work, and has no key against it; but whoever configures its engine may say what stands in a template.
 */
class PageTemplates {

    /** Before the framework looks for the file. */
    private static final int FIRST = TemplateLocator.DEFAULT_PRIORITY + 1;

    private static final TemplateLocator UNREAD = new TemplateLocator() {
        @Override
        public Optional<TemplateLocation> locate(String template) {
            return Optional.of(new StringTemplateLocation(""));
        }

        @Override
        public int getPriority() {
            return FIRST;
        }
    };

    /** A rehearsal parses them, for a relay that has pages. */
    void configure(
            @Observes EngineBuilder engine,
            @ConfigProperty(name = RedriveBeans.CONSOLE) boolean hasConsole,
            @CommandLineArguments String[] args) {
        if (!hasConsole && !Purpose.rehearses(args)) {
            engine.addLocator(UNREAD);
        }
    }
}
