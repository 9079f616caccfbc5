package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterCursor;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterOrder;
import org.parkingrelay.deadletter.LetterTopicException;

/** All letters of a filter, page by page, each with how far it is; for streams and commands. One line in the audit log, at its end. */
public final class LetterWalk {

    private final DeadLetterDesk desk;
    private final Caller caller;
    private final LetterFilter filter;
    private final boolean reveal;
    private Optional<LetterCursor> cursor;
    private long left;
    private long found;
    private boolean isOver;
    private boolean isTold;

    LetterWalk(
            DeadLetterDesk desk,
            Caller caller,
            LetterFilter filter,
            Optional<LetterCursor> cursor,
            @Nullable Integer limit,
            boolean reveal) {
        if (limit != null && limit < 1) {
            throw ProblemException.field("limit", "is out of range; expected is a number from 1 on");
        }
        this.desk = desk;
        this.caller = caller;
        this.filter = filter;
        this.reveal = reveal;
        this.cursor = cursor;
        this.left = limit == null ? Long.MAX_VALUE : limit;
    }

    /**
     * The next page. Its {@code next} is absent where it is the last.
     *
     * @throws ProblemException where the topic cannot be read
     */
    public LetterPage next() {
        try {
            int most = (int) Math.min(left, DeadLetterDesk.MOST_LETTERS);
            LetterPage page = desk.page(filter, LetterOrder.NEWEST_FIRST, cursor, most, reveal);
            found += page.letters().size();
            left -= page.letters().size();
            cursor = page.next().flatMap(LetterCursor::parse);
            isOver = cursor.isEmpty() || left == 0;
            return page;
        } catch (LetterTopicException e) {
            tell("unavailable");
            throw new ProblemException(Status.SERVICE_UNAVAILABLE, e.text());
        }
    }

    /** Whether there is no further page, or as many letters as were asked for have been. */
    public boolean isOver() {
        return isOver;
    }

    /** Nobody wants more of it. */
    public void end() {
        tell(isOver ? "done" : "stopped");
    }

    private synchronized void tell(String result) {
        if (!isTold) {
            isTold = true;
            AuditLog.letters(
                    caller.name(), reveal ? Action.REVEAL_LETTERS : Action.WALK_LETTERS, filter, result, found);
        }
    }
}
