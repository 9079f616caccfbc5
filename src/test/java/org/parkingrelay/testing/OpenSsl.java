package org.parkingrelay.testing;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The {@code openssl} command line: a second opinion on keys and signatures that shares no code with the relay. */
public final class OpenSsl {

    private OpenSsl() {}

    /** Whether there is an {@code openssl} on this machine. */
    public static boolean isInstalled() {
        return Tool.isThere("openssl", "version");
    }

    /** Runs {@code openssl} in a folder and returns what it prints; fails where it does. */
    public static String run(Path folder, String... arguments) {
        String[] command =
                Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toArray(String[]::new);
        return Tool.run(folder, command).strip();
    }
}
