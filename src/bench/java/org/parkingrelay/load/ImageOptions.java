package org.parkingrelay.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How Java runs the relay in its image, for one that runs outside of it: a pod's heap, and without what lies in the image. */
final class ImageOptions {

    private static final Path FILE = Path.of("docker", "java.options");
    private static final String JVM = "-XX:";
    private static final String HEAP_PERCENTAGE = "-XX:MaxRAMPercentage=";
    private static final int POD_MIB = 384;

    private ImageOptions() {}

    /** Options for {@code java}. */
    static List<String> read() {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.filter(line -> line.startsWith(JVM))
                    .map(line -> line.startsWith(HEAP_PERCENTAGE) ? heap(line) : line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String heap(String percentage) {
        return "-Xmx" + POD_MIB * Integer.parseInt(percentage.substring(HEAP_PERCENTAGE.length())) / 100 + "m";
    }
}
