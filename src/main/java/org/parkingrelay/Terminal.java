package org.parkingrelay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where commands print. */
final class Terminal {

    private Terminal() {}

    /** Standard output in UTF-8: plates are shown as they are, whatever the terminal's language is said to be. */
    static PrintStream output() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    }
}
