package org.parkingrelay.load;

import java.io.IOException;
import java.util.List;

/**
 * Who computes where: what is measured on one core, all that it talks to on another, so that they do not take each other's time. Where
 * there is no {@code taskset}, or but one core, everything shares all.
 */
final class Cores {

    private static final boolean ARE_APART = Runtime.getRuntime().availableProcessors() > 1 && pinned();

    private Cores() {}

    /** This process, and so those that it starts, unless they say otherwise. */
    private static boolean pinned() {
        try {
            String pid = String.valueOf(ProcessHandle.current().pid());
            return new ProcessBuilder("taskset", "-a", "-c", "-p", "0", pid)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean areApart() {
        return ARE_APART;
    }

    /** What a command begins with whose process is to be measured. */
    static List<String> measured() {
        return ARE_APART ? List.of("taskset", "-c", "1") : List.of();
    }
}
