package org.parkingrelay.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.parkingrelay.outbox.KafkaRefusal;

/**
 * Whether Kafka lets the relay do what it must. Down until Kafka has said so, so that a roll-out with a wrong password, or without a
 * permission, stops at its first pod; the channels' own checks see only connections.
 */
@Readiness
@ApplicationScoped
public class KafkaHealth implements HealthCheck {

    private final KafkaAccess access;

    KafkaHealth(KafkaAccess access) {
        this.access = access;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<List<KafkaRefusal>> refusals = access.refusals();
        HealthCheckResponseBuilder health = HealthCheckResponse.named("kafka")
                .status(refusals.filter(List::isEmpty).isPresent());
        refusals.ifPresentOrElse(
                all -> all.stream()
                        .collect(Collectors.groupingBy(
                                KafkaRefusal::key,
                                Collectors.mapping(
                                        refusal -> refusal.wrong() + "; " + refusal.mend(), Collectors.joining(". "))))
                        .forEach(health::withData),
                () -> health.withData("asking", "what the relay may do"));
        return health.build();
    }
}
