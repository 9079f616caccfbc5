package org.parkingrelay;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.config.TopicName;
import org.parkingrelay.intake.KafkaAccess;
import org.parkingrelay.outcome.CarHistory;
import org.parkingrelay.outcome.OutcomeConsumer;
import org.parkingrelay.outcome.OutcomeTopic;
import org.parkingrelay.outcome.RecordFate;
import org.parkingrelay.outcome.Sentences;
import org.parkingrelay.overview.FlowMeter;
import org.parkingrelay.overview.GroupLags;
import org.parkingrelay.overview.Overview;
import org.parkingrelay.telemetry.Meters;

/** Makes known to the framework what tells people what became of events, and how the relay is. */
@Singleton
class OutcomeBeans {

    /** So that the first who looks sees the last minute. */
    void start(@Observes StartupEvent event, @CommandLineArguments String[] args, Instance<Overview> overview) {
        if (Purpose.serves(args)) {
            overview.get();
        }
    }

    @Produces
    @Singleton
    OutcomeTopic topic(Relay relay, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        return new OutcomeTopic(relay.outcomes().state().topic(), () -> OutcomeConsumer.from(kafka));
    }

    void close(@Disposes OutcomeTopic topic) {
        topic.close();
    }

    @Produces
    @Singleton
    CarHistory history(OutcomeTopic topic, Relay relay) {
        return new CarHistory(topic, relay.outcomes()::secret);
    }

    @Produces
    @Singleton
    RecordFate fate(OutcomeTopic topic) {
        return new RecordFate(topic);
    }

    @Produces
    @Singleton
    Sentences sentences(RelayConfiguration config) {
        return new Sentences(config.retry().delay());
    }

    @Produces
    @Singleton
    GroupLags lags(
            RelayConfiguration config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "mp.messaging.incoming.gate-events.group.id") String group,
            @ConfigProperty(name = "mp.messaging.incoming.retry-events.group.id") String retryGroup) {
        // What a regular expression names is known once something of it is committed.
        List<String> sources = Arrays.stream(config.intake().topics().split(","))
                .map(String::strip)
                .filter(TopicName::isLegal)
                .toList();
        Map<String, List<String>> topics =
                Map.of(group, sources, retryGroup, List.of(config.retry().topic()));
        return new GroupLags(topics, () -> KafkaAccess.client(kafka), Relay.CLOCK);
    }

    void close(@Disposes GroupLags lags) {
        lags.close();
    }

    @Produces
    @Singleton
    Overview overview(
            RelayConfiguration config,
            Relay relay,
            GroupLags lags,
            Meters meters,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "HOSTNAME") Optional<String> pod) {
        return new Overview(
                new Overview.Who(
                        version,
                        pod.orElseGet(OutcomeBeans::machine),
                        config.delivery().dryRun()),
                new Overview.Parts(
                        relay.gate(),
                        relay.windows(),
                        relay.lanes(),
                        relay.wechatpay(),
                        relay.storeWatch(),
                        relay.catchUp(),
                        relay.outcomes().state()),
                new FlowMeter(config.delivery().dryRun(), meters, relay.timer()).start(),
                lags,
                Relay.CLOCK);
    }

    /** Where no variable tells the name, as it does in a pod. */
    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
