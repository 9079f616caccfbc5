package org.parkingrelay.mapping;

import com.dashjoin.jsonata.JException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * The text of a mapping, which turns JSONata's errors into explanations that name line and column. JSONata quotes the values
 * that it could not use; of those only what stands in the mapping itself is told, so nothing of a record is.
 *
 * @param name how people know the file
 */
record MappingSource(String name, String text) {

    private static final String HIDDEN = "(a value of the record)";

    /** Explains why compiling failed; no record is involved yet. */
    String wrong(Throwable failure) {
        return failure instanceof JException jsonata
                ? name + place(jsonata) + ": " + inPlainWords(String.valueOf(jsonata.getMessage()))
                : name + ": " + inWords(failure);
    }

    /** Explains why evaluating failed for a record. */
    String failed(Throwable failure) {
        if (failure instanceof FunctionFault fault) {
            return name + place(fault) + ": " + fault.getCurrent();
        }
        if (failure instanceof JException jsonata) {
            return name + place(jsonata) + ": " + message(jsonata);
        }
        return name + ": " + inWords(failure);
    }

    /** The file's name with a place in its text. */
    String at(int offset) {
        return name + lineAndColumn(offset);
    }

    private String lineAndColumn(int offset) {
        String before = text.substring(0, offset);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return ", line " + line + ", column " + (before.length() - before.lastIndexOf('\n'));
    }

    private String message(JException failure) {
        return inPlainWords(JException.msg(
                failure.getError(), failure.getLocation(), shown(failure.getCurrent()), shown(failure.getExpected())));
    }

    /** The library's port to Java took each "function" of its messages for a type. */
    private static String inPlainWords(String message) {
        return message.replace(" Object ", " function ");
    }

    private @Nullable Object shown(@Nullable Object value) {
        return value == null || text.contains(value.toString()) || isCount(value) ? value : HIDDEN;
    }

    /** Such as which argument of a function is wrong. */
    private static boolean isCount(Object value) {
        return value instanceof Integer count && count >= 0 && count < 10;
    }

    private static String inWords(Throwable failure) {
        if (failure instanceof NumberFormatException) {
            return "a text that should be a number is none";
        }
        if (failure instanceof DateTimeException) {
            return "a text that should be a time is none";
        }
        if (failure instanceof StackOverflowError) {
            return "calls itself too often";
        }
        return "a value is of a kind that the expression cannot use ("
                + failure.getClass().getSimpleName() + ")";
    }

    /** JSONata tells the place after what is wrong. */
    private String place(JException failure) {
        if (failure.getLocation() < 0) {
            return "";
        }
        return lineAndColumn(Math.min(Math.max(0, failure.getLocation() - 1), text.length()));
    }
}
