package org.parkingrelay.standin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an {@code Authorization} header: one scheme, one space, five pairs in any order without spaces (D:4012365336).
 */
record AuthorizationHeader(String scheme, Map<String, String> parameters) {

    private static final Set<String> NAMES = Set.of("mchid", "nonce_str", "signature", "timestamp", "serial_no");
    private static final Pattern PAIR = Pattern.compile("([a-z_]+)=\"([^\"]*)\"(,|$)");

    static Optional<AuthorizationHeader> parse(String value) {
        int space = value.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher pair = PAIR.matcher(value).region(space + 1, value.length());
        while (pair.lookingAt()) {
            if (parameters.put(pair.group(1), pair.group(2)) != null) {
                return Optional.empty();
            }
            pair.region(pair.end(), value.length());
        }
        boolean whole = pair.regionStart() == value.length() && !value.endsWith(",");
        return whole && parameters.keySet().equals(NAMES)
                ? Optional.of(new AuthorizationHeader(value.substring(0, space), parameters))
                : Optional.empty();
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
