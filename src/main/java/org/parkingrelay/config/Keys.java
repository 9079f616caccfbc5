package org.parkingrelay.config;

import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * The relay's keys as a whole. SmallRye finds a misspelt key below a room's word by itself; it does not look at a misspelt
 * room, takes an empty value for an absent one, and ignores what environment variables it cannot place.
 */
public final class Keys {

    private static final String PREFIX = "relay.";
    private static final String VARIABLE_PREFIX = "RELAY_";
    private static final List<String> ROOMS = List.of(
            "circles",
            "console",
            "dead-letter",
            "delivery",
            "intake",
            "lookup",
            "lots",
            "outcome",
            "redrive",
            "retry",
            "wechatpay");
    private static final Pattern KEY = Pattern.compile("relay\\.(" + String.join("|", ROOMS) + ")([.\\[].*)?");
    private static final Pattern VARIABLE = Pattern.compile(
            "RELAY_(" + String.join("|", ROOMS).toUpperCase(Locale.ROOT).replace('-', '_') + ")(_.*)?");
    /** What Kubernetes puts into every pod for a service that is called relay, and SmallRye's dotted reading of it. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "RELAY_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?)|relay\\.(service\\.(host|port.*)|port.*)");

    private Keys() {}

    /** Adds a problem for each key of the relay that belongs to no room, or that is set to nothing. */
    public static void check(Config config, ConfigProblems problems) {
        NavigableSet<String> names = new TreeSet<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX) || name.startsWith(VARIABLE_PREFIX)) {
                names.add(name);
            }
        }
        for (String name : names) {
            if (isUnknown(name) && !isReadingOf(name, names)) {
                String rooms = ROOMS.stream().map(room -> PREFIX + room).collect(Collectors.joining(", "));
                problems.add(name, "is not a key of the relay", "keys begin with one of " + rooms);
            } else if (name.startsWith(PREFIX) && isEmpty(config.getConfigValue(name))) {
                problems.add(name, "is set to nothing", "give it a value or remove it");
            }
        }
    }

    private static boolean isUnknown(String name) {
        boolean unknownKey = name.startsWith(PREFIX) && !KEY.matcher(name).matches();
        boolean unknownVariable =
                name.startsWith(VARIABLE_PREFIX) && !VARIABLE.matcher(name).matches();
        return (unknownKey || unknownVariable) && !OF_KUBERNETES.matcher(name).matches();
    }

    /** A variable shows twice, as it is and in dots; telling it once is enough. */
    private static boolean isReadingOf(String name, NavigableSet<String> names) {
        return name.startsWith(PREFIX)
                && names.contains(name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }

    private static boolean isEmpty(ConfigValue value) {
        return value.getRawValue() != null && value.getRawValue().isBlank();
    }
}
