package org.parkingrelay.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How Java runs the relay in its image, for one that runs outside of it: a pod's heap, and native libraries where the build has put them. */
final class ImageOptions {

    private static final Path FILE = Path.of("docker", "java.options");
    private static final String COMMENT = "#";
    private static final String NATIVE_IN_IMAGE = "/app/native";
    private static final Path NATIVE = Path.of("target", "native").toAbsolutePath();
    private static final Pattern HEAP_PERCENTAGE = Pattern.compile("-XX:(Max|Initial)RAMPercentage=(\\d+)");
    private static final int POD_MIB = 384;

    private ImageOptions() {}

    /** Options for {@code java}. */
    static List<String> read() {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                    .map(line -> inPod(line).replace(NATIVE_IN_IMAGE, NATIVE.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of the machine's memory becomes the same part of a pod's. */
    private static String inPod(String option) {
        Matcher heap = HEAP_PERCENTAGE.matcher(option);
        return heap.matches()
                ? (heap.group(1).equals("Max") ? "-Xmx" : "-Xms") + POD_MIB * Integer.parseInt(heap.group(2)) / 100
                        + "m"
                : option;
    }
}
