package org.parkingrelay.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * What a file of the configuration means, anew whenever it changes and without a restart. A change that is wrong is refused
 * aloud, once, while what the file meant before stays in use.
 */
final class WatchedFile<T> {

    private static final Logger LOG = Logger.getLogger(WatchedFile.class);
    private static final String TAKEN = "taken";
    private static final String REFUSED = "refused";

    private final String key;
    private final String path;
    private final Parser<T> parser;
    private volatile T current;
    /** The text as it was last looked at, taken or refused. */
    private String seen;

    private String refusal = "";

    /** Makes sense of a file's text. */
    @FunctionalInterface
    interface Parser<T> {
        /**
         * What the text means.
         *
         * @param name how explanations call the file
         */
        T parse(String name, String text) throws MappingException;
    }

    private WatchedFile(String key, String path, Parser<T> parser, String text) throws MappingException {
        this.key = key;
        this.path = path;
        this.parser = parser;
        this.seen = text;
        this.current = parser.parse(name(path), text);
    }

    /**
     * The file as it is now, or none after adding a problem.
     *
     * @param key that names the file
     */
    static <T> Optional<WatchedFile<T>> open(String key, String path, Parser<T> parser, ConfigProblems problems) {
        try {
            return Optional.of(new WatchedFile<>(key, path, parser, read(path)));
        } catch (MappingException e) {
            problems.add(
                    key,
                    "names the file " + path + ", which is of no use: " + e.getMessage(),
                    "correct the file or the key");
            return Optional.empty();
        }
    }

    T current() {
        return current;
    }

    /** The counters of {@link #check} from zero, so that an alert sees the first refusal. */
    static void countFromZero(Meters meters) {
        meters.counter(RelayMeter.MAPPING_RELOADS, TAKEN);
        meters.counter(RelayMeter.MAPPING_RELOADS, REFUSED);
    }

    /** Looks at the file, and takes what it holds where it changed and fits. */
    synchronized void check(Meters meters) {
        try {
            String text = read(path);
            if (!text.equals(seen)) {
                seen = text;
                current = parser.parse(name(path), text);
                meters.counter(RelayMeter.MAPPING_RELOADS, TAKEN).increment();
                LogLine.with(LogKey.KEY, key).log(LOG, Logger.Level.INFO, "A file of mappings changed; it is in use");
            }
            refusal = "";
        } catch (MappingException e) {
            refuse(String.valueOf(e.getMessage()), meters);
        }
    }

    private void refuse(String why, Meters meters) {
        if (!why.equals(refusal)) {
            refusal = why;
            meters.counter(RelayMeter.MAPPING_RELOADS, REFUSED).increment();
            LogLine.with(LogKey.KEY, key)
                    .and(LogKey.NOTE, why)
                    .log(
                            LOG,
                            Logger.Level.ERROR,
                            "A file of mappings changed and is wrong; what it was before stays in use");
        }
    }

    /** Explanations go to people who need not know where files lie. */
    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String read(String path) throws MappingException {
        Path file;
        try {
            file = Path.of(path).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new MappingException("this is no path");
        }
        try {
            return MappingText.of(name(path), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new MappingException("there is no " + file);
        } catch (IOException e) {
            throw new MappingException(name(path) + " cannot be read");
        }
    }
}
