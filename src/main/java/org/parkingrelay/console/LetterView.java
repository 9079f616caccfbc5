package org.parkingrelay.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.deadletter.Advice;

/**
 * All there is to see of one dead letter.
 *
 * @param firstSeen when a relay first took the record
 * @param advice by language, {@code en} and {@code zh}
 * @param headers in their order
 * @param key the record's
 * @param hex its bytes, the first of them; absent unless revealed
 * @param reading what the relay reads of it now, with the mappings as they are now
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LetterView(
        LetterRow letter,
        Optional<Instant> firstSeen,
        Map<String, Advice> advice,
        List<HeaderRow> headers,
        Content key,
        Content value,
        Optional<String> hex,
        List<PartRow> reading) {

    public LetterView {
        headers = List.copyOf(headers);
        reading = List.copyOf(reading);
    }

    /**
     * A header.
     *
     * @param isOwn whether the relay wrote it
     */
    public record HeaderRow(String name, Content value, boolean isOwn) {}

    /**
     * Bytes, made readable.
     *
     * @param kind {@code json}, {@code text}, {@code hex}, {@code hidden}, or {@code none} where there are none
     * @param text with plates and openids masked unless revealed
     * @param bytes how many there are
     * @param isCut whether the text is only the beginning
     */
    public record Content(String kind, String text, int bytes, boolean isCut) {

        /** Hides the text. */
        @Override
        public String toString() {
            return "Content[" + kind + ", " + bytes + "]";
        }
    }

    /**
     * What one part of it was read as.
     *
     * @param kind {@code event}, {@code left}, {@code undecodable} or {@code invalid}
     * @param explanation where it is no event
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PartRow(String kind, String explanation, Optional<LetterRow.EventRow> event) {}

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "LetterView[" + letter.id() + "]";
    }
}
