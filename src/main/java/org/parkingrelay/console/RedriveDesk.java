package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.redrive.Deed;
import org.parkingrelay.redrive.Job;
import org.parkingrelay.redrive.JobKind;
import org.parkingrelay.redrive.JobOrder;
import org.parkingrelay.redrive.Preview;
import org.parkingrelay.redrive.Redrives;
import org.parkingrelay.redrive.RefusedException;
import org.parkingrelay.redrive.Results;

/**
 * Where a person does something about dead letters: the same for API and pages. What is not done is thrown as {@link
 * ProblemException}; what is done is in the audit log. Asks Kafka, so never call it on an event loop.
 */
public final class RedriveDesk {

    private final Redrives redrives;

    public RedriveDesk(Redrives redrives) {
        this.redrives = redrives;
    }

    /** Why nothing can be done now, in a sentence. */
    public Optional<String> unavailable() {
        return redrives.unavailable();
    }

    /** What was done about each letter. */
    public LetterStates states() {
        return redrives.states();
    }

    /**
     * {@link Redrives#preview}. In the audit log once, when it begins.
     *
     * @param isAdmin whether the user may see what is personal, and so find by it
     */
    public Preview preview(String user, JobOrder order, Optional<String> cursor, boolean isAdmin) {
        Supplier<Preview> asked = () -> {
            requireSeen(order, isAdmin);
            return redrives.preview(order, cursor);
        };
        return cursor.isPresent()
                ? answered(asked)
                : audited(
                        user,
                        Action.PREVIEW_JOB,
                        MeantInWords.of(order.selection()),
                        "",
                        "done",
                        Preview::matching,
                        asked);
    }

    /**
     * A job looks for a text in letters as they are. Counting what it finds would tell a plate letter by letter, and so would starting it
     * and looking at what it took.
     */
    private static void requireSeen(JobOrder order, boolean isAdmin) {
        if (!isAdmin && order.selection().filter().text().isPresent()) {
            throw new ProblemException(
                    Status.FORBIDDEN,
                    "text needs the role " + Role.OF_ADMINS
                            + " here, since it is looked for in what others see masked; name the letters, or their cause");
        }
    }

    /**
     * Starts a job.
     *
     * @param isAdmin whether the user may force
     */
    public Job start(String user, JobOrder order, boolean isAdmin) {
        if (order.force() && !isAdmin) {
            throw new ProblemException(Status.FORBIDDEN, "force needs the role " + Role.OF_ADMINS);
        }
        Action action = switch (order.kind()) {
            case REDRIVE, EDIT -> Action.START_REDRIVE;
            case DISCARD -> Action.START_DISCARD;
            case RESTORE -> Action.START_RESTORE;
        };
        String meant = MeantInWords.of(order.selection());
        requireSeen(order, isAdmin);
        return audited(user, action, meant, "", "started", Job::total, () -> redrives.start(user, order));
    }

    /** Redrives a letter with another value; for admins. */
    public Job edit(String user, LetterId letter, String value, String reason, boolean force) {
        return audited(
                user,
                Action.EDIT_LETTER,
                letter.text(),
                "",
                "started",
                job -> 1,
                () -> redrives.edit(user, letter, value, reason, force));
    }

    /** The job that is not over. */
    public Optional<Job> current() {
        return redrives.current();
    }

    /** The last jobs, the newest first. */
    public List<Job> recent() {
        return redrives.recent();
    }

    /** One of them. */
    public Optional<Job> job(String id) {
        return redrives.job(id);
    }

    /** Has a job stop for a while. */
    public Job pause(String user, String id) {
        return changed(user, Action.PAUSE_JOB, id, () -> redrives.pause(user, id));
    }

    /** Has a job go on. */
    public Job resume(String user, String id) {
        return changed(user, Action.RESUME_JOB, id, () -> redrives.resume(user, id));
    }

    /** Ends a job. */
    public Job cancel(String user, String id) {
        return changed(user, Action.CANCEL_JOB, id, () -> redrives.cancel(user, id));
    }

    private Job changed(String user, Action action, String id, Supplier<Job> change) {
        return audited(
                user,
                action,
                "",
                redrives.job(id).map(Job::id).orElse(""),
                "changed",
                job -> job.counts().done(),
                change);
    }

    /** Discards some letters at once; returns how many of them were open. */
    public int discard(String user, List<LetterId> letters, String reason) {
        return audited(
                user,
                Action.DISCARD_LETTERS,
                MeantInWords.of(letters),
                "",
                JobKind.DISCARD.to().tag(),
                Integer::longValue,
                () -> redrives.discard(user, letters, reason));
    }

    /** Takes some letters back at once; returns how many of them were discarded. */
    public int restore(String user, List<LetterId> letters, String reason) {
        return audited(
                user,
                Action.RESTORE_LETTERS,
                MeantInWords.of(letters),
                "",
                JobKind.RESTORE.to().tag(),
                Integer::longValue,
                () -> redrives.restore(user, letters, reason));
    }

    /** {@link Redrives#results}. */
    public Results results(String job, Optional<String> cursor) {
        return answered(() -> redrives.results(job, cursor));
    }

    /** {@link Redrives#deed}. */
    public Optional<Deed> deed(LetterId letter) {
        return answered(() -> redrives.deed(letter));
    }

    private static <T> T audited(
            String user,
            Action action,
            String meant,
            String job,
            String result,
            ToLongFunction<T> count,
            Supplier<T> done) {
        try {
            T answer = done.get();
            String known = answer instanceof Job one ? one.id() : job;
            AuditLog.acted(user, action, meant, known, result, count.applyAsLong(answer));
            return answer;
        } catch (RefusedException e) {
            AuditLog.acted(user, action, meant, job, resultOf(e.kind()), 0);
            throw problem(e);
        } catch (ProblemException e) {
            AuditLog.acted(user, action, meant, job, "refused", 0);
            throw e;
        }
    }

    private static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (RefusedException e) {
            throw problem(e);
        }
    }

    private static String resultOf(RefusedException.Kind kind) {
        return switch (kind) {
            case UNSURE -> "unknown";
            case UNAVAILABLE -> "unavailable";
            default -> "refused";
        };
    }

    private static ProblemException problem(RefusedException e) {
        return new ProblemException(
                switch (e.kind()) {
                    case CONFLICT -> Status.CONFLICT;
                    case UNKNOWN -> Status.NOT_FOUND;
                    case WRONG -> Status.BAD_REQUEST;
                    case UNSURE, UNAVAILABLE -> Status.SERVICE_UNAVAILABLE;
                },
                String.valueOf(e.getMessage()));
    }
}
