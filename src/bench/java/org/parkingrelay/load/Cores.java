package org.parkingrelay.load;

import java.util.List;
import org.parkingrelay.testing.Tool;

/**
 * Who computes where: what is measured on one core, all that it talks to on another, so that they do not take each other's time. Where
 * there is no {@code taskset}, or but one core, everything shares all.
 */
final class Cores {

    /** Before this process is pinned to one of them. */
    private static final int ALL = Runtime.getRuntime().availableProcessors();

    private static final boolean ARE_APART = ALL > 1 && pinned();

    private Cores() {}

    /** This process, and so those that it starts, unless they say otherwise. */
    private static boolean pinned() {
        String pid = String.valueOf(ProcessHandle.current().pid());
        return Tool.isThere("taskset", "-a", "-c", "-p", "0", pid);
    }

    static boolean areApart() {
        return ARE_APART;
    }

    /** What a command begins with whose process is to be measured. */
    static List<String> measured() {
        return ARE_APART ? List.of("taskset", "-c", "1") : List.of();
    }

    /** What a command begins with whose process may use all cores. */
    static List<String> all() {
        return ARE_APART ? List.of("taskset", "-c", "0-" + (ALL - 1)) : List.of();
    }
}
