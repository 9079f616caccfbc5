package org.parkingrelay.circle;

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
 * Reads all car parks from one key, {@code relay.lots=LOT-1=mall;LOT-2=mall;*=mall}, because the name of an environment
 * variable cannot hold a lot's id. Found by the service loader.
 */
public final class LotsConfigSourceFactory implements ConfigSourceFactory {

    private static final String KEY = "relay.lots";
    /** Below every file and variable: a key for a single lot has the last word. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue all = context.getValue(KEY);
        Map<String, String> lots = new HashMap<>();
        if (all != null && all.getValue() != null) {
            for (String entry : all.getValue().split(";", -1)) {
                int equals = entry.lastIndexOf('=');
                // What is no pair names a circle that there cannot be, and the check of the lots tells it.
                String lot = equals > 0 ? entry.substring(0, equals) : entry;
                String circle = equals > 0 ? entry.substring(equals + 1) : "(none; write <lotId>=<circle>)";
                if (!entry.isBlank()) {
                    lots.put(KEY + ".\"" + lot.strip() + "\"", circle.strip());
                }
            }
        }
        return List.of(new PropertiesConfigSource(lots, KEY, ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
