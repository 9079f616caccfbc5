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

/** Tells the messaging layer's channel which topics {@code relay.intake.topics} means. Found by the service loader. */
public final class ChannelConfigSourceFactory implements ConfigSourceFactory {

    private static final String CHANNEL = "mp.messaging.incoming." + GateEventConsumer.CHANNEL + ".";
    /** Below every file and variable, so that whoever configures the channel itself has the last word. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue configured = context.getValue("relay.intake.topics");
        String topics = configured == null || configured.getValue() == null
                ? IntakeConfig.DEFAULT_TOPICS
                : configured.getValue();
        Map<String, String> properties = new HashMap<>();
        TopicSubscription.of(topics)
                .channelProperties()
                .forEach((name, value) -> properties.put(CHANNEL + name, value));
        return List.of(new PropertiesConfigSource(properties, "relay.intake.topics", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
