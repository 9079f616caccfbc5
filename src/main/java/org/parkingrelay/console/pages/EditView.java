package org.parkingrelay.console.pages;

import java.util.List;

/**
 * A letter that is being edited.
 *
 * @param value as it would be sent
 * @param problem why it cannot be; empty where it can
 * @param isCompared whether the difference is shown
 * @param line the first that differs
 */
public record EditView(
        String id,
        String value,
        String problem,
        boolean isCompared,
        int line,
        List<String> before,
        List<String> after) {

    /** Hides what is personal. */
    @Override
    public String toString() {
        return "EditView[" + id + "]";
    }
}
