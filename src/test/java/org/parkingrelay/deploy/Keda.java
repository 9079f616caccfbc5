package org.parkingrelay.deploy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;

/** As much of KEDA 2.20 as the manifests use; nobody publishes its model for Java. Whatever is not here is taken for a mistake. */
final class Keda {

    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {}

    record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            Fallback fallback,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String name) {}

    record Fallback(int failureThreshold, int replicas, Behavior behavior) {}

    @SuppressWarnings("MemberName") // As KEDA spells them.
    enum Behavior {
        currentReplicasIfHigher
    }

    record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

    record HpaConfig(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(
            String type, String name, Reference authenticationRef, boolean useCachedMetrics, KafkaScaler metadata) {}

    record Reference(String name) {}

    /** What KEDA's scaler for Kafka is told, all of it as text. */
    record KafkaScaler(
            String bootstrapServers,
            String consumerGroup,
            String topic,
            String lagThreshold,
            String offsetResetPolicy,
            String excludePersistentLag) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, AuthenticationSpec spec) {}

    record AuthenticationSpec(List<SecretTarget> secretTargetRef) {}

    record SecretTarget(String parameter, String name, String key) {}
}
