package org.parkingrelay.console.pages;

import java.util.Arrays;
import java.util.List;
import org.parkingrelay.console.GroupPage;
import org.parkingrelay.console.LetterRow;
import org.parkingrelay.delivery.DeadLetterReason;

/**
 * A part of a scan of the dead letters.
 *
 * @param next where it goes on; empty at the end
 * @param isFull whether as many were found as one looks at; else it goes on by itself
 * @param foundSoFar since somebody asked for more
 * @param sum of the groups so far, for the next part
 */
public record LettersView(
        LetterForm form,
        List<LetterRow> letters,
        List<GroupPage.GroupRow> groups,
        long rest,
        boolean isGroups,
        long scanned,
        long total,
        String next,
        boolean isFull,
        int foundSoFar,
        String sum,
        String note,
        String problem) {

    /** What can be asked for. */
    public List<String> reasons() {
        return Arrays.stream(DeadLetterReason.values()).map(Enum::name).toList();
    }

    /** Likewise; the first is usual. */
    public List<String> states() {
        return List.of("open", "redriven", "discarded", "all");
    }

    /** What else was asked for beside a cause. */
    public List<LetterForm.Field> fieldsButCause() {
        return form.fields().stream()
                .filter(field -> !field.name().equals("cause"))
                .toList();
    }
}
