package org.parkingrelay.console.pages;

import java.util.List;

/**
 * The page of bindings.
 *
 * @param notice what was done; empty where nothing was
 * @param problem why something was not
 * @param found whether it was looked up
 * @param shownPlate the plate, masked unless revealed
 */
public record BindingView(
        List<String> circles,
        String circle,
        String plate,
        String openid,
        String notice,
        String problem,
        boolean found,
        String shownPlate,
        List<String> members) {

    /** Hides whom it is about. */
    @Override
    public String toString() {
        return "BindingView";
    }
}
