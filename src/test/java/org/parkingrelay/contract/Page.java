package org.parkingrelay.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation: its fenced blocks and its links. */
record Page(Path file, String text) {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    static Page of(String file) {
        try {
            return new Page(Path.of(file), Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of one language. */
    List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Files that it links to, as from where one starts the tests. */
    List<Path> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> file.resolveSibling(link.group(1)).normalize())
                .toList();
    }
}
