package org.parkingrelay.mapping;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The functions that a mapping calls and does not define. JSONata finds out only when a record comes that there is no such
 * function; so a slip of the pen would put every record aside.
 */
final class CalledFunctions {

    /** What holds no calls: comments, texts, quoted names. */
    private static final Pattern SILENT =
            Pattern.compile("/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`", Pattern.DOTALL);

    private static final Pattern CALL = Pattern.compile("\\$(\\w+)\\s*\\(");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");
    private static final Pattern BOUND = Pattern.compile("\\$(\\w+)\\s*:=|[@#]\\$(\\w+)");
    private static final Pattern PARAMETERS = Pattern.compile("(?:function|\u03bb)\\s*\\(([^)]*)\\)");

    private CalledFunctions() {}

    /** By name, each with where it is called first. */
    static Map<String, Integer> in(String text) {
        String code = SILENT.matcher(text)
                .replaceAll(found -> " ".repeat(found.group().length()));
        Set<String> defined = defined(code);
        Map<String, Integer> called = new TreeMap<>();
        Matcher call = CALL.matcher(code);
        while (call.find()) {
            if (!defined.contains(call.group(1))) {
                called.putIfAbsent(call.group(1), call.start());
            }
        }
        return called;
    }

    private static Set<String> defined(String code) {
        Set<String> defined = new HashSet<>();
        Matcher bound = BOUND.matcher(code);
        while (bound.find()) {
            defined.add(Optional.ofNullable(bound.group(1)).orElseGet(() -> bound.group(2)));
        }
        Matcher parameters = PARAMETERS.matcher(code);
        while (parameters.find()) {
            Matcher parameter = VARIABLE.matcher(parameters.group(1));
            while (parameter.find()) {
                defined.add(parameter.group(1));
            }
        }
        return defined;
    }

    /** An expression that yields for each name whether there is such a function. */
    static String question(Set<String> names) {
        return names.stream()
                .map(name -> "\"" + name + "\": $exists($" + name + ")")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
