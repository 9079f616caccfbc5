package org.parkingrelay.mapping;

import com.dashjoin.jsonata.JException;

/**
 * The text of a mapping, which turns the expression's own errors into explanations that name line and column and hold nothing
 * of the record.
 *
 * @param name how people know the file
 */
record MappingSource(String name, String text) {

    /** Explains why compiling or evaluating failed. */
    String explained(Throwable failure) {
        if (failure instanceof JException e) {
            return name + place(e.getLocation()) + ": " + e.getError();
        }
        if (failure instanceof FunctionFault) {
            return name + ": " + failure.getMessage();
        }
        return name + ": " + failure.getClass().getSimpleName();
    }

    private String place(int offset) {
        if (offset < 0 || offset > text.length()) {
            return "";
        }
        String before = text.substring(0, offset);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return ", line " + line + ", column " + (offset - before.lastIndexOf('\n'));
    }
}
