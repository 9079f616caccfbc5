package org.parkingrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PlateFuzzTest {

    @Property
    void any_text_has_a_reading(@ForAll String text) {
        assertThat(PlateNormaliser.read(text)).isNotNull();
    }
}
