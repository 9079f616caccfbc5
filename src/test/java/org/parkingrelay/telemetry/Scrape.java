package org.parkingrelay.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a relay shows at {@code /q/metrics}: the tags of each series, by its meter. */
public record Scrape(Map<String, List<Map<String, String>>> series) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Reads a page. */
    public static Scrape of(String page) {
        Map<String, List<Map<String, String>>> series = new HashMap<>();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher read = LINE.matcher(line);
            if (!read.matches()) {
                throw new IllegalArgumentException("not a line of metrics: " + line);
            }
            Map<String, String> tags = new HashMap<>();
            if (read.group(2) != null) {
                TAG.matcher(read.group(2)).results().forEach(tag -> tags.put(tag.group(1), tag.group(2)));
            }
            series.computeIfAbsent(read.group(1), first -> new ArrayList<>()).add(tags);
        });
        return new Scrape(series);
    }

    /** Whether a selector finds anything; labels that Prometheus gives are not looked at. */
    public boolean has(PromQl.Selector selector, Set<String> ofTheTarget) {
        return series.getOrDefault(selector.meter(), List.of()).stream()
                .anyMatch(tags -> selector.matchers().entrySet().stream()
                        .filter(matcher -> !ofTheTarget.contains(matcher.getKey())
                                && !matcher.getValue().value().startsWith("$"))
                        .allMatch(matcher -> matcher.getValue().fits(tags.getOrDefault(matcher.getKey(), ""))));
    }

    /** Whether any series of a meter has a tag. */
    public boolean hasTag(String meter, String tag) {
        return series.getOrDefault(meter, List.of()).stream().anyMatch(tags -> tags.containsKey(tag));
    }
}
