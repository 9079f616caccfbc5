package org.parkingrelay.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.TopicName;
import org.parkingrelay.telemetry.Meters;

/** Which topics are read by which mapping, and the files as they are now. Thread-safe. */
public final class Mappings {

    private static final String LANES_KEY = "relay.intake.lanes";

    /** A stranger who writes to the retry topic can name any. */
    private static final int MOST_TOPICS = 10_000;

    private final @Nullable WatchedFile<LaneTable> lanes;
    /** In the order in which they are asked: topics first, then patterns, the longest first. */
    private final List<Route> routes;

    /** A topic is looked up for each of its records, and its route never changes. */
    private final Map<String, Optional<Route>> routeOfTopic = new ConcurrentHashMap<>();

    private record Route(Predicate<String> matches, WatchedFile<Mapping> file) {}

    private Mappings(@Nullable WatchedFile<LaneTable> lanes, List<Route> routes) {
        this.lanes = lanes;
        this.routes = List.copyOf(routes);
    }

    /**
     * Reads all mappings; what is wrong is added to {@code problems}, and the result is then of no use.
     *
     * @param files by topic: a name, or a regular expression where it has a character that no topic's name has
     * @param lanes the file of the lane table
     */
    public static Mappings open(Map<String, String> files, Optional<String> lanes, ConfigProblems problems) {
        WatchedFile<LaneTable> table = lanes.flatMap(path -> WatchedFile.open(
                        LANES_KEY,
                        path,
                        (name, text) -> LaneTable.parse(name, text.getBytes(StandardCharsets.UTF_8)),
                        problems))
                .orElse(null);
        Supplier<LaneTable> current = table == null ? () -> LaneTable.EMPTY : table::current;
        MappingFunctions functions = new MappingFunctions(current);
        List<Route> routes = new ArrayList<>();
        inOrder(files).forEach((topic, path) -> {
            String key = keyOf(topic);
            Optional<WatchedFile<Mapping>> file =
                    WatchedFile.open(key, path, (name, text) -> Mapping.compile(name, text, functions), problems);
            Optional<Predicate<String>> matches = matcher(key, topic, problems);
            if (file.isPresent() && matches.isPresent()) {
                routes.add(new Route(matches.get(), file.get()));
            }
        });
        return new Mappings(table, routes);
    }

    /** The key that names the mapping of a topic. */
    public static String keyOf(String topic) {
        return "relay.intake.mappings.\"" + topic + "\"";
    }

    private static Map<String, String> inOrder(Map<String, String> files) {
        Map<String, String> inOrder = new TreeMap<>(Mappings::compare);
        inOrder.putAll(files);
        return inOrder;
    }

    /** Topics before patterns, and the longest first. By hand, since what Java puts together to compare by is made anew at each start. */
    private static int compare(String one, String other) {
        int byKind = Boolean.compare(TopicName.isLegal(other), TopicName.isLegal(one));
        int byLength = Integer.compare(other.length(), one.length());
        return byKind != 0 ? byKind : byLength != 0 ? byLength : one.compareTo(other);
    }

    private static Optional<Predicate<String>> matcher(String key, String topic, ConfigProblems problems) {
        if (TopicName.isLegal(topic)) {
            return Optional.of(topic::equals);
        }
        try {
            return Optional.of(Pattern.compile(topic).asMatchPredicate());
        } catch (PatternSyntaxException e) {
            problems.add(
                    key, "is neither a topic's name nor a regular expression", "correct what stands in the quotes");
            return Optional.empty();
        }
    }

    /** The mapping of a topic, or none where its records are canonical events: the topic's own, else that of the longest pattern. */
    public Optional<Mapping> of(String topic) {
        if (routes.isEmpty()) {
            return Optional.empty();
        }
        Optional<Route> known = routeOfTopic.get(topic);
        if (known == null) {
            known = route(topic);
            if (routeOfTopic.size() < MOST_TOPICS) {
                routeOfTopic.put(topic, known);
            }
        }
        return known.map(route -> route.file().current());
    }

    private Optional<Route> route(String topic) {
        return routes.stream().filter(route -> route.matches().test(topic)).findFirst();
    }

    /** The counters of {@link #checkFiles} from zero, so that an alert sees the first refusal. */
    public static void countFromZero(Meters meters) {
        WatchedFile.countFromZero(meters);
    }

    /** Takes what files hold that changed; what is wrong with one is told, and what it was before stays in use. */
    public void checkFiles(Meters meters) {
        if (lanes != null) {
            lanes.check(meters);
        }
        routes.forEach(route -> route.file().check(meters));
    }
}
