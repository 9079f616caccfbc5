package org.parkingrelay.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads all car parks from one key, {@code relay.lots=LOT-1=mall;LOT-2=mall;*=mall}, and all mappings from another, {@code
 * relay.intake.mappings=vendor.in=in.jsonata;vendor.out=out.jsonata}, because the name of an environment variable cannot hold
 * a lot's id or a topic. Found by the service loader.
 */
public final class PairsConfigSourceFactory implements ConfigSourceFactory {

    /** Each key with what stands for the value where an entry is no pair; the check of the room tells it. */
    private static final Map<String, String> KEYS = Map.of(
            "relay.lots", "(none; write <lotId>=<circle>)", "relay.intake.mappings", "(none; write <topic>=<file>)");
    /** Below every file and variable: a key for a single entry has the last word. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> pairs = new HashMap<>();
        KEYS.forEach((key, noPair) -> {
            ConfigValue all = context.getValue(key);
            if (all != null && all.getValue() != null) {
                for (String entry : all.getValue().split(";", -1)) {
                    addPair(key, entry, noPair, pairs);
                }
            }
        });
        return List.of(new PropertiesConfigSource(pairs, String.join(" and ", KEYS.keySet()), ORDINAL));
    }

    private static void addPair(String key, String entry, String noPair, Map<String, String> pairs) {
        int equals = entry.lastIndexOf('=');
        String name = equals > 0 ? entry.substring(0, equals) : entry;
        String value = equals > 0 ? entry.substring(equals + 1) : noPair;
        if (!entry.isBlank()) {
            pairs.put(key + ".\"" + name.strip() + "\"", value.strip());
        }
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
