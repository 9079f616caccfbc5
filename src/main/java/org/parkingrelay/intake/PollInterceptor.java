package org.parkingrelay.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka's client shows each poll before it returns it, on the thread that polls. Made by the client; its {@link PollScreen} comes
 * with the client's configuration.
 */
public final class PollInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    private static final String SCREEN = "relay.poll-screen";

    private @Nullable PollScreen screen;

    /** A client's configuration with a screen, which sees polls after the interceptors that somebody has configured. */
    static Map<String, Object> configured(Map<String, Object> client, PollScreen screen) {
        List<Object> classes = new ArrayList<>();
        Object others = client.get(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        if (others instanceof List<?> list) {
            classes.addAll(list);
        } else if (others != null && !others.toString().isBlank()) {
            classes.addAll(List.of(others.toString().strip().split("\\s*,\\s*")));
        }
        classes.add(PollInterceptor.class.getName());
        client.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, classes);
        client.put(SCREEN, screen);
        return client;
    }

    @Override
    public void configure(Map<String, ?> client) {
        screen = (PollScreen) client.get(SCREEN);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> poll) {
        return Objects.requireNonNull(screen).screened(poll);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Only polls are of interest.
    }

    @Override
    public void close() {
        // Nothing of its own.
    }
}
