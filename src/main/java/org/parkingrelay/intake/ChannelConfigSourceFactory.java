package org.parkingrelay.intake;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.parkingrelay.retry.RetryConfig;

/**
 * Tells the messaging layer's channels which topics {@code relay.intake.topics} and {@code relay.retry.topic} mean. Found by
 * the service loader.
 */
public final class ChannelConfigSourceFactory implements ConfigSourceFactory {

    private static final String CHANNELS = "mp.messaging.incoming.";
    private static final String SOURCES = CHANNELS + GateEventConsumer.CHANNEL + ".";
    private static final String RETRIES = CHANNELS + GateEventConsumer.RETRY_CHANNEL + ".";
    /** Below every file and variable, so that whoever configures the channel itself has the last word. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> properties = new HashMap<>();
        TopicSubscription.of(configured(context, "relay.intake.topics", IntakeConfig.DEFAULT_TOPICS))
                .channelProperties()
                .forEach((name, value) -> properties.put(SOURCES + name, value));
        properties.put(RETRIES + "topics", configured(context, "relay.retry.topic", RetryConfig.DEFAULT_TOPIC));
        return List.of(new PropertiesConfigSource(properties, "relay.intake.topics and relay.retry.topic", ORDINAL));
    }

    private static String configured(ConfigSourceContext context, String key, String otherwise) {
        ConfigValue configured = context.getValue(key);
        return configured == null || configured.getValue() == null ? otherwise : configured.getValue();
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
