package org.parkingrelay.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.parkingrelay.deadletter.LetterFilter;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/** Who did what: a line for each action and for each attempt that was refused; never about whom, nor what anybody typed. */
final class AuditLog {

    private static final Logger LOG = Logger.getLogger("org.parkingrelay.audit");

    private AuditLog() {}

    /**
     * An action was done.
     *
     * @param members how many it concerned
     */
    static void done(String user, Action action, Scope scope, String result, int members) {
        line(user, action, scope, result).and(LogKey.MEMBERS, members).log(LOG, Logger.Level.INFO, "A user acted");
    }

    /**
     * An action was not done, or not all of it.
     *
     * @param reason of the store
     */
    static void failed(String user, Action action, Scope scope, String reason) {
        line(user, action, scope, "unavailable")
                .and(LogKey.REASON, reason)
                .log(LOG, Logger.Level.INFO, "A user acted, and the store did not answer");
    }

    /**
     * Something was done about dead letters, or was not.
     *
     * @param meant which letters, without plates
     * @param letters how many it concerned
     */
    static void acted(String user, Action action, String meant, String job, String result, long letters) {
        LogLine.with(LogKey.USER, user)
                .and(LogKey.ACTION, action.tag())
                .and(LogKey.FILTER, meant)
                .and(LogKey.JOB, job)
                .and(LogKey.RESULT, result)
                .and(LogKey.LETTERS, letters)
                .log(LOG, Logger.Level.INFO, "A user acted");
    }

    /**
     * Something was done about dead letters, or looked at.
     *
     * @param filter which ones were meant
     * @param letters how many it concerned
     */
    static void letters(String user, Action action, LetterFilter filter, String result, long letters) {
        acted(user, action, told(filter), "", result, letters);
    }

    /** What people typed may be anything, so of that only which fields they used. */
    static String told(LetterFilter filter) {
        List<String> parts = new ArrayList<>();
        filter.from().ifPresent(time -> parts.add("from=" + time));
        filter.until().ifPresent(time -> parts.add("until=" + time));
        addAll(parts, "reasons", filter.reasons().stream());
        addAll(parts, "states", filter.states().stream().map(LetterState::tag));
        filter.cause().ifPresent(cause -> parts.add("cause=" + cause));
        add(parts, "codes", !filter.codes().isEmpty());
        add(parts, "circle", filter.circle().isPresent());
        add(parts, "lot", filter.lot().isPresent());
        add(parts, "gate", filter.gate().isPresent());
        add(parts, "plate", !filter.plates().isEmpty());
        add(
                parts,
                "attempts",
                filter.minAttempts().isPresent() || filter.maxAttempts().isPresent());
        add(parts, "text", filter.text().isPresent());
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, String field, boolean isUsed) {
        if (isUsed) {
            parts.add(field);
        }
    }

    private static void addAll(List<String> parts, String field, Stream<String> values) {
        String joined = values.sorted().collect(Collectors.joining(","));
        if (!joined.isEmpty()) {
            parts.add(field + "=" + joined);
        }
    }

    /** An action was done, or could not be, that concerns no circle. */
    static void acted(String user, Action action, String result) {
        LogLine.with(LogKey.USER, user)
                .and(LogKey.ACTION, action.tag())
                .and(LogKey.RESULT, result)
                .log(LOG, Logger.Level.INFO, "A user acted");
    }

    /**
     * A pause was ended, or there was none.
     *
     * @param circle empty for the lane itself
     */
    static void resumed(String user, String lane, String circle, String result) {
        LogLine.with(LogKey.USER, user)
                .and(LogKey.ACTION, Action.RESUME.tag())
                .and(LogKey.CREDENTIAL, lane)
                .and(LogKey.CIRCLE, circle)
                .and(LogKey.RESULT, result)
                .log(LOG, Logger.Level.INFO, "A user acted");
    }

    private static LogLine line(String user, Action action, Scope scope, String result) {
        return LogLine.with(LogKey.USER, user)
                .and(LogKey.ACTION, action.tag())
                .and(LogKey.CIRCLE, scope.circle().orElse(""))
                .and(LogKey.APP_ID, scope.appId())
                .and(LogKey.RESULT, result);
    }

    /**
     * Somebody was not let in, or not let do it.
     *
     * @param user who, or empty where nobody logged in: a name that was typed may be anything
     */
    static void refused(String user, int status) {
        LogLine.with(LogKey.STATUS, status)
                .and(LogKey.USER, user)
                .and(LogKey.RESULT, "refused")
                .log(LOG, Logger.Level.INFO, "A request was refused");
    }
}
