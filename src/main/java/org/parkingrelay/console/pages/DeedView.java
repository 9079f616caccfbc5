package org.parkingrelay.console.pages;

import java.time.Instant;
import java.util.List;
import org.parkingrelay.redrive.Deed;
import org.parkingrelay.redrive.Difference;
import org.parkingrelay.redrive.Place;

/**
 * The last thing that was done about a letter.
 *
 * @param job in which; empty of what was done at once
 * @param place where the copy went; empty where there is none
 * @param line of the first difference; 0 where it was not edited
 */
public record DeedView(
        String kind,
        Instant at,
        String who,
        String reason,
        String job,
        String place,
        int line,
        List<String> before,
        List<String> after) {

    /** Whether the letter went with another value. */
    public boolean isEdited() {
        return line > 0;
    }

    static DeedView of(Deed deed) {
        return new DeedView(
                deed.kind().tag(),
                deed.at(),
                deed.who(),
                deed.reason(),
                deed.job().orElse(""),
                deed.place().map(Place::id).orElse(""),
                deed.difference().map(Difference::line).orElse(0),
                deed.difference().map(Difference::before).orElse(List.of()),
                deed.difference().map(Difference::after).orElse(List.of()));
    }

    /** Hides what may be personal. */
    @Override
    public String toString() {
        return "DeedView[" + kind + "]";
    }
}
