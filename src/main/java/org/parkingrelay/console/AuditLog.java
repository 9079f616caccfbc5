package org.parkingrelay.console;

import org.jboss.logging.Logger;
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
