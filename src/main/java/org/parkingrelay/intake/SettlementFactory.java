package org.parkingrelay.intake;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** What {@code commit-strategy=settled-front} of a channel means. */
@ApplicationScoped
@Identifier("settled-front")
public class SettlementFactory implements KafkaCommitHandler.Factory {

    private static final int DEFAULT_INTERVAL_MS = 1_000;

    private final Windows windows;
    private final Meters meters;

    SettlementFactory(Windows windows, Meters meters) {
        this.windows = windows;
        this.meters = meters;
    }

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration config,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        int interval = config.config()
                .getOptionalValue(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, Integer.class)
                .orElse(DEFAULT_INTERVAL_MS);
        return new Settlement(
                vertx,
                consumer,
                Duration.ofMillis(interval),
                windows,
                meters.counter(RelayMeter.INTAKE_COMMIT_FAILURES));
    }
}
