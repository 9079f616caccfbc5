package org.parkingrelay.console;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Has the framework open the operators' port where {@code relay.console.users-file} or an OpenID Connect provider says who may
 * come in, and leave it closed otherwise. Found by the service loader.
 */
public final class PortConfigSourceFactory implements ConfigSourceFactory {

    private static final String PROVIDER = "quarkus.oidc.tenant-enabled";

    /** Above the relay's own application.properties, which closes the port, and below every file and variable of the user. */
    private static final int ORDINAL = 255;

    /** After the sources that the key may stand in. */
    private static final int PRIORITY = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean hasUsers = !value(context, ConsoleConfig.USERS_FILE).isBlank();
        boolean hasProvider = Boolean.parseBoolean(value(context, PROVIDER));
        return hasUsers || hasProvider
                ? List.of(new PropertiesConfigSource(
                        Map.of("quarkus.http.host-enabled", "true"), ConsoleConfig.USERS_FILE, ORDINAL))
                : List.of();
    }

    private static String value(ConfigSourceContext context, String key) {
        ConfigValue value = context.getValue(key);
        return value == null || value.getValue() == null ? "" : value.getValue();
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(PRIORITY);
    }
}
