package org.parkingrelay.console;

/**
 * What came of binding.
 *
 * @param result {@code changed}, or {@code unchanged} where it was bound before
 */
public record BindResult(String result) {

    static BindResult of(int changed) {
        return new BindResult(changed > 0 ? "changed" : "unchanged");
    }
}
