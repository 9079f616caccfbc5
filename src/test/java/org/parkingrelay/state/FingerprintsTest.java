package org.parkingrelay.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private final Fingerprints fingerprints = new Fingerprints(new byte[32]);

    @Test
    void an_event_has_one_of_22_characters_that_is_its_own() {
        assertThat(IntStream.range(0, 2_000).mapToObj(i -> fingerprints.ofEvent("LOT-1", "e-" + i)))
                .doesNotHaveDuplicates()
                .allMatch(print -> print.matches("[-_0-9A-Za-z]{22}"));
        assertThat(fingerprints.ofEvent("LOT-1", "e-1"))
                .isEqualTo(new Fingerprints(new byte[32]).ofEvent("LOT-1", "e-1"))
                .isNotEqualTo(new Fingerprints(new byte[] {1}).ofEvent("LOT-1", "e-1"));
    }

    @Test
    void events_that_were_numbered_together_lie_together_and_no_others() {
        String first = beginning("LOT-1", "e-17000");

        assertThat(beginning("LOT-1", "e-17999")).isEqualTo(first);
        assertThat(beginning("LOT-1", "e-18000")).isNotEqualTo(first);
        assertThat(beginning("LOT-2", "e-17000")).isNotEqualTo(first);
    }

    @Test
    void short_ids_have_fingerprints_too() {
        assertThat(fingerprints.ofEvent("LOT-1", "1")).hasSize(22).isNotEqualTo(fingerprints.ofEvent("LOT-1", "2"));
        assertThat(fingerprints.ofEvent("LOT-1", "")).hasSize(22);
    }

    private String beginning(String lotId, String eventId) {
        return fingerprints.ofEvent(lotId, eventId).substring(0, 6);
    }
}
