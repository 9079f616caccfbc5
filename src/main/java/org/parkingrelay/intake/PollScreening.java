package org.parkingrelay.intake;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Has the polls of the source topics screened. Those of the retry topic hold members' events, and records that are not due. */
@ApplicationScoped
public class PollScreening implements ClientCustomizer<Map<String, Object>> {

    /** Asked for once a channel opens, which is when the relay starts. */
    private final Instance<PollScreen> screen;

    PollScreening(Instance<PollScreen> screen) {
        this.screen = screen;
    }

    @Override
    public Map<String, Object> customize(String channel, Config config, Map<String, Object> client) {
        return channel.equals(GateEventConsumer.CHANNEL) ? PollInterceptor.configured(client, screen.get()) : client;
    }
}
