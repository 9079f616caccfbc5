package org.parkingrelay.mapping;

import java.util.Map;
import java.util.Optional;
import org.parkingrelay.config.ConfigProblems;

/** Which topics are read by which mapping, and the files as they are now. Thread-safe. */
public final class Mappings {

    private Mappings() {}

    /**
     * Reads all mappings; what is wrong is added to {@code problems}, and the result is then of no use.
     *
     * @param files by topic: a name, or a regular expression where it has a character that no topic's name has
     * @param lanes the file of the lane table
     */
    public static Mappings open(Map<String, String> files, Optional<String> lanes, ConfigProblems problems) {
        return new Mappings();
    }

    /** The mapping of a topic, or none where its records are canonical events: the topic's own, else that of the longest pattern. */
    public Optional<Mapping> of(String topic) {
        return Optional.empty();
    }
}
