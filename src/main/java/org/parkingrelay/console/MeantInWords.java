package org.parkingrelay.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.redrive.Selection;

/** Says which letters are meant, for people and the audit log; of plates and texts that are looked for only that they are. */
final class MeantInWords {

    private static final int MOST_NAMED = 10;
    private static final String HIDDEN = "***";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private MeantInWords() {}

    static String of(Selection selection) {
        return selection.isNamed() ? of(selection.ids()) : of(selection.filter());
    }

    static String of(List<LetterId> ids) {
        String named = ids.stream().limit(MOST_NAMED).map(LetterId::text).collect(Collectors.joining(" "));
        return ids.size() > MOST_NAMED ? named + " and " + (ids.size() - MOST_NAMED) + " more" : named;
    }

    private static String of(LetterFilter filter) {
        List<String> words = new ArrayList<>();
        add(words, "from", filter.from());
        add(words, "until", filter.until());
        add(words, "reason", filter.reasons());
        add(words, "code", filter.codes());
        add(words, "circle", filter.circle());
        add(words, "lot", filter.lot());
        add(words, "gate", filter.gate());
        filter.minAttempts().ifPresent(number -> words.add("min-attempts=" + number));
        filter.maxAttempts().ifPresent(number -> words.add("max-attempts=" + number));
        add(words, "state", filter.states().stream().map(LetterState::tag).collect(Collectors.toUnmodifiableSet()));
        if (!filter.plates().isEmpty()) {
            words.add("plate=" + HIDDEN);
        }
        if (filter.text().isPresent()) {
            words.add("text=" + HIDDEN);
        }
        return words.isEmpty() ? "all" : String.join(" ", words);
    }

    private static void add(List<String> words, String name, Optional<?> value) {
        value.ifPresent(given -> words.add(name + "=" + shown(String.valueOf(given))));
    }

    /** Whoever types a plate into another field does not have it in the log. */
    private static String shown(String text) {
        return PLAIN.matcher(text).matches() ? text : HIDDEN;
    }

    private static void add(List<String> words, String name, Set<String> values) {
        if (!values.isEmpty()) {
            words.add(name + "="
                    + values.stream().sorted().map(MeantInWords::shown).collect(Collectors.joining(",")));
        }
    }
}
