package org.parkingrelay.telemetry;

import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

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
        fields.forEach((key, value) -> MDC.put(key.field(), value));
        try {
            logger.log(level, sentence);
        } finally {
            fields.keySet().forEach(key -> MDC.remove(key.field()));
        }
    }
}
