package org.parkingrelay.console;

import java.util.stream.Collectors;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.Openid;

/**
 * What is shown of personal data to those who may not see it: enough to tell whether it is the one that was asked for, too little
 * to find a person by. The hidden part is always three asterisks, so that its length does not show either.
 */
final class Masks {

    static final String HIDDEN = "***";
    private static final int SHORTEST_PLATE = 7;
    /** Of a shorter openid the shown part would be most of it. WeChat's own have 28. */
    private static final int SHORTEST_OPENID = 16;

    private Masks() {}

    /** Province, letter and the last two characters, such as {@code 粤B***45}. */
    static String of(Plate plate) {
        return masked(plate.text(), 2, 2, SHORTEST_PLATE);
    }

    /** The first two and the last four characters, such as {@code oU***wxyz}; nothing of a short one. */
    static String of(Openid openid) {
        return masked(openid.text(), 2, 4, SHORTEST_OPENID);
    }

    /** What is shown of a value that may be personal: that of a plate where it is one, else nothing. */
    static String of(String value) {
        return value.isEmpty()
                ? value
                : PlateNormaliser.read(value) instanceof PlateReading.Legible legible
                        ? legible.all().stream().map(Masks::of).collect(Collectors.joining("、"))
                        : HIDDEN;
    }

    /** A sentence, or a name that people gave; nothing of one that holds what is personal. */
    static String ofSentence(String text) {
        return PersonalText.isWithin(text) ? HIDDEN : text;
    }

    private static String masked(String text, int first, int last, int shortest) {
        return text.length() < shortest
                ? HIDDEN
                : text.substring(0, first) + HIDDEN + text.substring(text.length() - last);
    }
}
