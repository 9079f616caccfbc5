package org.parkingrelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Whatever a record holds, there is an answer, and it is the schema's. {@link Mutant} makes the records; a failing seed makes
 * the same one again.
 */
class EventDecoderFuzzTest {

    /** All fields wrong at once, each with its explanation. */
    private static final int LONGEST_EXPLANATION = 2000;

    private final EventDecoder decoder = new EventDecoder();

    @Property(tries = 2000)
    void any_bytes_have_an_answer(@ForAll byte[] bytes) {
        checkAnswer(ContractFiles.record(new RecordHeaders(), bytes));
    }

    @Property(tries = 2000)
    void any_text_in_an_event_has_an_answer(@ForAll String id, @ForAll String lot, @ForAll String time) {
        String value = ContractFiles.JSON
                .createObjectNode()
                .put("eventId", id)
                .put("lotId", lot)
                .put("direction", "IN")
                .put("plateNumber", lot + id)
                .put("occurredAt", "2026-01-31T10:15:30" + time)
                .toString();

        checkAnswer(ContractFiles.record(new RecordHeaders(), value.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 10000)
    void a_changed_example_is_taken_if_and_only_if_the_schema_takes_it(@ForAll long seed) {
        checkAnswer(new Mutant(seed).record());
    }

    @Property(tries = 2000)
    void damaged_bytes_of_an_example_have_an_answer(@ForAll long seed) {
        checkAnswer(new Mutant(seed).damaged());
    }

    private void checkAnswer(GateRecord record) {
        Decoded decoded = decoder.decode(record);

        assertThat(decoded instanceof Decoded.Event)
                .as(() -> decoded + " of " + text(record))
                .isEqualTo(ContractFiles.schemaTakes(record));
        String explanation = explanation(decoded);
        assertThat(explanation).doesNotContain(Mutant.MARKER).hasSizeLessThan(LONGEST_EXPLANATION);
    }

    private static String explanation(Decoded decoded) {
        if (decoded instanceof Decoded.Undecodable undecodable) {
            return undecodable.explanation();
        }
        return decoded instanceof Decoded.Invalid invalid ? invalid.explanation() : "";
    }

    private static String text(GateRecord record) {
        return record.value() == null ? "no value" : new String(record.value(), StandardCharsets.UTF_8);
    }
}
