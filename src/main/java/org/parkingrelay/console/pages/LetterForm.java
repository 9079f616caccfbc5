package org.parkingrelay.console.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.FilterRequest;
import org.parkingrelay.console.ProblemException;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.redrive.Selection;

/** Which dead letters a form means: some that were ticked, or all for which what was typed holds. */
public class LetterForm {

    private static final String ALL_STATES = "all";
    private static final String CHOSEN = "chosen";
    private static final Set<String> BESIDES = Set.of("state", "id", "of");
    private static final String OFFSET = ":00+08:00";

    @RestForm
    @Nullable
    String from;

    @RestForm
    @Nullable
    String until;

    @RestForm
    @Nullable
    String reason;

    @RestForm
    @Nullable
    String code;

    @RestForm
    @Nullable
    String circle;

    @RestForm
    @Nullable
    String lot;

    @RestForm
    @Nullable
    String gate;

    @RestForm
    @Nullable
    String plate;

    @RestForm
    @Nullable
    String least;

    @RestForm
    @Nullable
    String most;

    @RestForm
    @Nullable
    String text;

    @RestForm
    @Nullable
    String cause;

    @RestForm
    @Nullable
    String state;

    @RestForm
    @Nullable
    List<String> id;

    /** {@code chosen} where only what was ticked is meant, {@code all} where nothing need be typed. */
    @RestForm
    @Nullable
    String of;

    /** A field as the form had it. */
    public record Field(String name, String value) {

        /** Hides what may be personal. */
        @Override
        public String toString() {
            return "Field[" + name + "]";
        }
    }

    /** As a field of the form has it; empty where it has none. */
    public String value(String name) {
        return fields().stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    /** All that was typed or ticked, to be sent along with what comes next. */
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        add(fields, "from", from);
        add(fields, "until", until);
        add(fields, "reason", reason);
        add(fields, "code", code);
        add(fields, "circle", circle);
        add(fields, "lot", lot);
        add(fields, "gate", gate);
        add(fields, "plate", plate);
        add(fields, "least", least);
        add(fields, "most", most);
        add(fields, "text", text);
        add(fields, "cause", cause);
        add(fields, "state", state);
        ticked().forEach(one -> add(fields, "id", one));
        add(fields, "of", of);
        return fields;
    }

    private static void add(List<Field> fields, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            fields.add(new Field(name, value.strip()));
        }
    }

    /** The letters that were ticked. */
    public List<String> ticked() {
        return id == null ? List.of() : id;
    }

    /** Whether no letter is meant: nothing is ticked where something should be, or the form has nothing at all. */
    boolean isOfNothing() {
        return ticked().isEmpty() && (CHOSEN.equals(of) || fields().isEmpty());
    }

    /** Whether more than the state was typed. */
    public boolean isNarrowed() {
        return fields().stream().anyMatch(field -> !BESIDES.contains(field.name()));
    }

    /** Whether a text is looked for, by which only admins have something done. */
    public boolean hasText() {
        return !value("text").isEmpty();
    }

    /** What was typed, for the desk. */
    FilterRequest filter() {
        return new FilterRequest(
                time(from),
                time(until),
                list(reason),
                list(code),
                value("circle"),
                value("lot"),
                value("gate"),
                value("plate"),
                number("minAttempts", least),
                number("maxAttempts", most),
                value("text"),
                value("cause"),
                states());
    }

    private @Nullable List<String> states() {
        String wanted = value("state");
        if (wanted.isEmpty()) {
            return null;
        }
        return wanted.equals(ALL_STATES) ? List.of() : List.of(wanted);
    }

    /** Browsers send what people typed without an offset; people mean Shanghai's time. */
    private static @Nullable String time(@Nullable String local) {
        if (local == null || local.isBlank()) {
            return null;
        }
        return local.strip().length() == "2026-01-31T10:15".length()
                ? local.strip() + OFFSET
                : local.strip() + "+08:00";
    }

    private static List<String> list(@Nullable String texts) {
        return texts == null
                ? List.of()
                : Stream.of(texts.split("[\\s,，、]+", -1))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.toList());
    }

    private static @Nullable Integer number(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw ProblemException.field(field, "is no number; expected is a number from 0 on");
        }
    }

    /** The letters that are meant, for a job. */
    Selection selection() {
        if (isOfNothing()) {
            throw ProblemException.field(
                    "id", "is missing; expected is at least one letter, or what they have in common");
        }
        return ticked().isEmpty()
                ? Selection.of(filter().toFilter())
                : Selection.of(ticked().stream().map(LetterForm::id).toList());
    }

    private static LetterId id(String text) {
        return LetterId.parse(text)
                .orElseThrow(() -> ProblemException.field("id", "is no letter's name; expected is one such as 0-1234"));
    }
}
