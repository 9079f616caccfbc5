package org.parkingrelay.telemetry;

import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;

/** One log line: the sentence says what happened, the fields say which. */
public final class LogLine {

    private final Map<LogKey, Object> fields = new EnumMap<>(LogKey.class);

    private LogLine() {}

    /** Begins a line with its first field. */
    public static LogLine with(LogKey key, Object value) {
        return new LogLine().and(key, value);
    }

    /** Adds a field; an empty text is left away. */
    public LogLine and(LogKey key, Object value) {
        if (!"".equals(value)) {
            fields.put(key, value);
        }
        return this;
    }

    /** Writes the line if the level is on. */
    public void log(Logger logger, Logger.Level level, String sentence) {
        if (!logger.isEnabled(level)) {
            return;
        }
        // Not by way of the MDC: on an event loop outside a request, Quarkus' own forgets each value at once.
        ExtLogRecord line = new ExtLogRecord(levelOf(level), sentence, LogLine.class.getName());
        line.setLoggerName(logger.getName());
        fields.forEach((key, value) -> line.putMdc(key.field(), String.valueOf(value)));
        java.util.logging.Logger.getLogger(logger.getName()).log(line);
    }

    private static java.util.logging.Level levelOf(Logger.Level level) {
        return switch (level) {
            case FATAL -> Level.FATAL;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
