package org.parkingrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.StringTemplateLocation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTemplatesTest {

    private static final boolean HAS_PAGES = true;
    private static final boolean HAS_NONE = false;

    /** What is parsed of a template that is there. */
    private static String parsed(boolean hasConsole, String... args) {
        EngineBuilder builder = Engine.builder()
                .addLocator(template -> Optional.of(new StringTemplateLocation("The page " + template)));
        new PageTemplates().configure(builder, hasConsole, args);
        return builder.build().getTemplate("overview").render();
    }

    @Test
    void where_pages_are_served_their_templates_are_read() {
        assertThat(parsed(HAS_PAGES)).isEqualTo("The page overview");
    }

    @Test
    void where_none_is_served_no_template_is_read() {
        assertThat(parsed(HAS_NONE)).isEmpty();
        assertThat(parsed(HAS_NONE, "explain")).isEmpty();
    }

    @Test
    void a_rehearsal_reads_them_for_a_relay_that_has_pages() {
        assertThat(parsed(HAS_NONE, "rehearse")).isEqualTo("The page overview");
    }
}
