package org.parkingrelay.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What one request found of the dead letters.
 *
 * @param letters in their order; there may be more, even where there are none
 * @param scanned how far the scan is
 * @param total how far it goes
 * @param next the cursor to go on with; absent at the end
 * @param note what else is to be said; absent where there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LetterPage(
        List<LetterRow> letters, long scanned, long total, Optional<String> next, Optional<String> note) {

    public LetterPage {
        letters = List.copyOf(letters);
    }
}
