package org.parkingrelay.telemetry;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a log line of the relay may have: the fields of Quarkus' format, and below {@code mdc} the relay's own keys. */
public final class LogFields {

    private static final Pattern KEY = Pattern.compile("/\\*\\* ([^\\n]*?) \\*/\\s+([A-Z_]+)\\(\"(\\w+)\"\\)");

    private LogFields() {}

    /** By Quarkus, with what each means. */
    public static Map<String, String> ofQuarkus() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("timestamp", "When, in UTC.");
        fields.put("sequence", "Counts the lines of a process.");
        fields.put("loggerClassName", "By which class the line was written; of no use.");
        fields.put("loggerName", "The category: mostly the class that speaks.");
        fields.put(
                "level",
                "`ERROR`: a person must act. `WARN`: something is wrong, and the relay goes on. `INFO`: it changed. `DEBUG`, `TRACE`: off unless switched on.");
        fields.put(
                "message", "What happened, in a sentence that is the same each time; which one, the keys below say.");
        fields.put("threadName", "The thread.");
        fields.put("threadId", "Its number.");
        fields.put("mdc", "The keys below, where there are any.");
        fields.put("ndc", "Empty.");
        fields.put("hostName", "The pod.");
        fields.put("processName", "The program.");
        fields.put("processId", "Its number.");
        fields.put("exception", "Of a library, with its stack; the relay's own lines have `fault` in its place.");
        return fields;
    }

    /** The relay's own keys, with what the code says of each. */
    public static Map<String, String> ofTheRelay(String source) {
        Map<String, String> keys = new LinkedHashMap<>();
        Matcher key = KEY.matcher(source);
        while (key.find()) {
            keys.put(LogKey.valueOf(key.group(2)).field(), key.group(1));
        }
        return keys;
    }

    static Set<String> keys() {
        return Arrays.stream(LogKey.values()).map(LogKey::field).collect(Collectors.toSet());
    }
}
