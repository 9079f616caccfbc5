package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.console.GroupPage.GroupRow;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.deadletter.LetterCursor;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterGroup;
import org.parkingrelay.deadletter.LetterGroups;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterOrder;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterSlice;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.deadletter.LetterTopic;
import org.parkingrelay.deadletter.LetterTopicException;

/**
 * Where people look at dead letters: the API, the pages and the commands ask here. Each request takes about a second at most and
 * answers with what it found; who wants more asks again with the cursor. Wrong requests, and a Kafka that does not answer, are
 * thrown as {@link ProblemException}. What was asked is in the audit log. Blocks; thread-safe.
 */
public final class DeadLetterDesk {

    /** As many letters as one answer has, at most. */
    public static final int MOST_LETTERS = 200;

    private static final int USUAL_LETTERS = 50;

    private final LetterTopic topic;
    private final LetterStates states;
    private final LetterRows rows;

    public DeadLetterDesk(LetterTopic topic, LetterReading reading, LetterStates states) {
        this.topic = topic;
        this.states = states;
        this.rows = new LetterRows(reading, states);
    }

    /** The next letters of a filter, the newest first. */
    public LetterPage list(Caller caller, LettersRequest request) {
        LetterFilter filter = filter(request.filter());
        return list(caller, request, filter, LetterOrder.NEWEST_FIRST, Action.LIST_LETTERS);
    }

    /** The next letters of a car, the oldest first. */
    public LetterPage ofCar(Caller caller, CarLettersRequest request) {
        PlateField.read("plateNumber", request.plateNumber());
        List<String> states = request.states() == null ? List.of() : request.states();
        LetterFilter filter = new FilterRequest(
                        null, null, null, null, null, null, null, request.plateNumber(), null, null, null, null, states)
                .toFilter();
        LettersRequest letters = new LettersRequest(null, request.limit(), request.cursor(), request.reveal());
        return list(caller, letters, filter, LetterOrder.OLDEST_FIRST, Action.LIST_LETTERS_OF_CAR);
    }

    private LetterPage list(
            Caller caller, LettersRequest request, LetterFilter filter, LetterOrder order, Action action) {
        caller.requireRevealIf(request.reveal());
        int limit = limit(request.limit());
        Optional<LetterCursor> cursor = cursor(request.cursor());
        return audited(
                caller,
                request.reveal() ? Action.REVEAL_LETTERS : action,
                filter,
                () -> page(filter, order, cursor, limit, request.reveal()),
                found -> found.letters().size());
    }

    /** Without a word in the audit log: for who writes it at the end of a walk. */
    LetterPage page(LetterFilter filter, LetterOrder order, Optional<LetterCursor> cursor, int limit, boolean reveal) {
        LetterSlice<List<DeadLetter>> slice = topic.letters(filter, seen(filter, reveal), order, cursor, limit);
        return new LetterPage(
                slice.found().stream().map(letter -> rows.row(letter, reveal)).toList(),
                slice.scanned(),
                slice.total(),
                slice.next().map(LetterCursor::text),
                note(slice));
    }

    private Optional<String> note(LetterSlice<?> slice) {
        return slice.hasTopic()
                ? states.unavailable().map(why -> "which of them are open is not known: " + why)
                : Optional.of("there is no topic " + topic.name() + ", so there are no dead letters");
    }

    /** The next letters by their cause; {@link GroupPage#and} adds up answers that follow each other. */
    public GroupPage groups(Caller caller, GroupsRequest request) {
        LetterFilter filter = filter(request.filter());
        Optional<LetterCursor> cursor = cursor(request.cursor());
        return audited(
                caller,
                Action.GROUP_LETTERS,
                filter,
                () -> groups(filter, cursor),
                found -> found.groups().stream().mapToLong(GroupRow::letters).sum() + found.rest());
    }

    private GroupPage groups(LetterFilter filter, Optional<LetterCursor> cursor) {
        LetterSlice<LetterGroups> slice = topic.groups(filter, seen(filter, false), cursor);
        return new GroupPage(
                slice.found().groups().stream().map(DeadLetterDesk::row).toList(),
                slice.found().rest(),
                slice.scanned(),
                slice.total(),
                slice.next().map(LetterCursor::text),
                note(slice));
    }

    private static GroupRow row(LetterGroup group) {
        return new GroupRow(
                group.cause().id(),
                Masks.ofSentence(group.cause().reason()),
                Masks.ofSentence(group.cause().code()),
                Masks.ofSentence(group.cause().status()),
                Masks.ofSentence(group.cause().circle()),
                Masks.ofSentence(group.cause().explanation()),
                group.letters(),
                group.first(),
                group.last(),
                group.sample().text());
    }

    /** One letter with all there is to see of it. */
    public LetterView show(Caller caller, LetterRequest request) {
        caller.requireRevealIf(request.reveal());
        LetterId id = Optional.ofNullable(request.id())
                .flatMap(LetterId::parse)
                .orElseThrow(
                        () -> ProblemException.field("id", "is none; expected is partition-offset such as 0-1234"));
        return audited(
                caller,
                request.reveal() ? Action.REVEAL_LETTER : Action.SHOW_LETTER,
                id.text(),
                () -> topic.letter(id)
                        .map(letter -> rows.view(letter, request.reveal()))
                        .orElseThrow(() -> new ProblemException(
                                Status.NOT_FOUND, "there is no dead letter of this id, or Kafka has it no more")),
                found -> 1);
    }

    /** All letters of a filter, the newest first, page by page; the caller ends it when it likes. */
    public LetterWalk walk(Caller caller, LettersRequest request) {
        caller.requireRevealIf(request.reveal());
        LetterFilter filter = filter(request.filter());
        return new LetterWalk(this, caller, filter, cursor(request.cursor()), request.limit(), request.reveal());
    }

    private static LetterFilter filter(@Nullable FilterRequest request) {
        return (request == null ? FilterRequest.OPEN : request).toFilter();
    }

    private static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return USUAL_LETTERS;
        }
        if (limit < 1 || limit > MOST_LETTERS) {
            throw ProblemException.field("limit", "is out of range; expected is a number from 1 to " + MOST_LETTERS);
        }
        return limit;
    }

    private static Optional<LetterCursor> cursor(@Nullable String text) {
        return text == null || text.isEmpty()
                ? Optional.empty()
                : Optional.of(LetterCursor.parse(text)
                        .orElseThrow(() -> ProblemException.field(
                                "cursor", "is none; expected is the next of the answer before")));
    }

    /** Who may not see what is personal must not find by it either: by searching, a plate could be read letter by letter. */
    private Predicate<DeadLetter> seen(LetterFilter filter, boolean reveal) {
        Optional<String> text = filter.text().map(wanted -> wanted.toLowerCase(Locale.ROOT));
        return reveal || text.isEmpty() ? letter -> true : letter -> rows.shows(letter, text.get());
    }

    private static <T> T audited(
            Caller caller, Action action, LetterFilter filter, Supplier<T> work, ToLongFunction<T> letters) {
        return audited(caller, action, AuditLog.told(filter), work, letters);
    }

    private static <T> T audited(
            Caller caller, Action action, String meant, Supplier<T> work, ToLongFunction<T> letters) {
        try {
            T done = work.get();
            AuditLog.acted(caller.name(), action, meant, "", "done", letters.applyAsLong(done));
            return done;
        } catch (LetterTopicException e) {
            AuditLog.acted(caller.name(), action, meant, "", "unavailable", 0);
            throw new ProblemException(Status.SERVICE_UNAVAILABLE, e.text());
        } catch (ProblemException e) {
            AuditLog.acted(caller.name(), action, meant, "", "none", 0);
            throw e;
        }
    }
}
