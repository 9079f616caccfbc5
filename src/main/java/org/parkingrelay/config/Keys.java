package org.parkingrelay.config;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
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
    private static final Set<String> ROOMS =
            Set.of("circles", "dead-letter", "delivery", "intake", "lookup", "lots", "retry", "wechatpay");

    /** What Kubernetes puts into every pod for a service that is called relay, and SmallRye's dotted reading of it. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "RELAY_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?)|relay\\.(service\\.(host|port.*)|port.*)");

    private Keys() {}

    /** Adds a problem for each key of the relay that belongs to no room, or that is set to nothing. */
    public static void check(Config config, ConfigProblems problems) {
        Set<String> names = new ConcurrentSkipListSet<>();
        config.getPropertyNames().forEach(names::add);
        names.removeIf(name -> OF_KUBERNETES.matcher(name).matches());
        // A variable shows twice, as it is and in dots; one of them says enough.
        names.removeIf(name -> name.startsWith(PREFIX)
                && names.contains(name.toUpperCase(Locale.ROOT).replace('.', '_'))
                && !belongsToARoom(name.substring(PREFIX.length()), '.', ""));
        for (String name : names) {
            if (name.startsWith(PREFIX) && !belongsToARoom(name.substring(PREFIX.length()), '.', "")) {
                unknown(name, problems);
            } else if (name.startsWith(VARIABLE_PREFIX)
                    && !belongsToARoom(name.substring(VARIABLE_PREFIX.length()), '_', VARIABLE_PREFIX)) {
                unknown(name, problems);
            } else if (name.startsWith(PREFIX) && isEmpty(config.getConfigValue(name))) {
                problems.add(name, "is set to nothing", "give it a value or remove it");
            }
        }
    }

    private static boolean belongsToARoom(String rest, char separator, String variable) {
        return ROOMS.stream()
                .map(room -> variable.isEmpty()
                        ? room
                        : room.toUpperCase(Locale.ROOT).replace('-', '_'))
                .anyMatch(
                        room -> rest.equals(room) || rest.startsWith(room + separator) || rest.startsWith(room + "["));
    }

    private static void unknown(String name, ConfigProblems problems) {
        String rooms = ROOMS.stream().sorted().map(room -> PREFIX + room).collect(Collectors.joining(", "));
        problems.add(name, "is not a key of the relay", "keys begin with one of " + rooms);
    }

    private static boolean isEmpty(ConfigValue value) {
        return value.getRawValue() != null && value.getRawValue().isBlank();
    }
}
