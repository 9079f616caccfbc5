package org.parkingrelay.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus asks for.
 *
 * @param selectors the meters, each with its matchers
 * @param groupings the labels of {@code by}, {@code on} and the like
 */
public record PromQl(List<Selector> selectors, Set<String> groupings) {

    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|\\{[^}]*}" + "|[0-9][0-9.a-zA-Z]*|[a-zA-Z_:][a-zA-Z0-9_:]*|[^\\s]");
    private static final Pattern MATCHER =
            Pattern.compile("\\s*(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Set<String> BEFORE_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "topk", "group");

    /** Whether a series has a label, and what it must be like. */
    record Label(String comparison, String value) {

        boolean fits(String actual) {
            return switch (comparison) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> actual.matches(value);
                default -> !actual.matches(value);
            };
        }
    }

    /** A meter with its matchers. */
    record Selector(String meter, Map<String, Label> matchers) {}

    /** Reads an expression, or the query of a dashboard's variable. */
    static PromQl of(String text) {
        Matcher variable = LABEL_VALUES.matcher(text);
        if (variable.matches()) {
            return new PromQl(of(variable.group(1)).selectors(), Set.of(variable.group(2)));
        }
        List<String> tokens =
                TOKEN.matcher(text).results().map(MatchResult::group).toList();
        List<Selector> selectors = new ArrayList<>();
        Set<String> groupings = new TreeSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            if (BEFORE_LABELS.contains(token) && next.equals("(")) {
                for (i += 2; !tokens.get(i).equals(")"); i++) {
                    if (!tokens.get(i).equals(",")) {
                        groupings.add(tokens.get(i));
                    }
                }
            } else if (token.matches("[a-zA-Z_:].*")
                    && !next.equals("(")
                    && !WORDS.contains(token)
                    && !BEFORE_LABELS.contains(token)) {
                selectors.add(new Selector(token, next.startsWith("{") ? matchers(next) : Map.of()));
            }
        }
        return new PromQl(selectors, groupings);
    }

    private static Map<String, Label> matchers(String braces) {
        Map<String, Label> matchers = new LinkedHashMap<>();
        String inside = braces.substring(1, braces.length() - 1);
        Matcher next = MATCHER.matcher(inside);
        int end = 0;
        while (next.find() && next.start() == end) {
            matchers.put(next.group(1), new Label(next.group(2), next.group(3)));
            end = next.end();
        }
        if (end != inside.length()) {
            throw new IllegalArgumentException("cannot be read: " + braces);
        }
        return matchers;
    }
}
