package org.parkingrelay;

/** What a process is started for, as far as its start depends on it. Apart from {@link Arguments}, which no relay that serves needs. */
final class Purpose {

    static final String REHEARSE = "rehearse";

    private Purpose() {}

    /** Whether the relay is to be assembled: without a command, and in a rehearsal of that. */
    static boolean serves(String... args) {
        return args.length == 0 || rehearses(args);
    }

    /** Whether it is a rehearsal. */
    static boolean rehearses(String... args) {
        return args.length > 0 && args[0].equals(REHEARSE);
    }
}
