package org.parkingrelay;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.parkingrelay.console.RedriveDesk;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.delivery.Foresight;
import org.parkingrelay.intake.IntakeCheck;
import org.parkingrelay.redrive.NoRedrives;
import org.parkingrelay.redrive.RedriveCheck;
import org.parkingrelay.redrive.RedriveClients;
import org.parkingrelay.redrive.RedriveConfig;
import org.parkingrelay.redrive.RedriveService;
import org.parkingrelay.redrive.Redrives;

/** Makes what acts on dead letters known to the framework; it works where there is an operators' API. */
@Singleton
class RedriveBeans {

    /** Whether there is an operators' API; see the class PortConfigSourceFactory. */
    static final String CONSOLE = "quarkus.http.host-enabled";

    private volatile boolean isStarted;

    @Produces
    @Singleton
    @Typed(Redrives.class)
    Redrives redrives(
            RelayConfiguration config,
            Relay relay,
            LetterReading reading,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = CONSOLE) boolean hasConsole) {
        Optional<String> journal = RedriveCheck.journal(config.redrive());
        if (!hasConsole || journal.isEmpty()) {
            return new NoRedrives(
                    hasConsole
                            ? "nothing is redriven here: " + RedriveConfig.JOURNAL + " is " + RedriveConfig.NO_JOURNAL
                            : "nothing is redriven here: there is no operators' API");
        }
        Foresight foresight =
                new Foresight(config.delivery(), relay.parts().circles(), relay.lookup(), relay.states(), Relay.CLOCK);
        return new RedriveService(
                        topics(config, journal.get()),
                        RedriveClients.from(kafka, config.deadLetter().topic()),
                        reading,
                        Optional.of(foresight::of),
                        Relay.CLOCK)
                .start();
    }

    static RedriveService.Topics topics(RelayConfiguration config, String journal) {
        return new RedriveService.Topics(
                config.deadLetter().topic(),
                journal,
                IntakeCheck.reads(config.intake()),
                config.redrive().maxRedrives());
    }

    void close(@Disposes Redrives redrives) {
        redrives.close();
    }

    @Produces
    @Singleton
    @Typed(LetterStates.class)
    LetterStates states(Redrives redrives) {
        return redrives.states();
    }

    @Produces
    @Singleton
    RedriveDesk desk(Redrives redrives) {
        return new RedriveDesk(redrives);
    }

    /** After the relay, which checks the configuration. */
    void start(@Observes StartupEvent event, @CommandLineArguments String[] args, Instance<Redrives> redrives) {
        if (Purpose.serves(args)) {
            Optional<String> unused = redrives.get().unavailable();
            isStarted = true;
        }
    }

    /** While Kafka's clients are there, so that another takes over at once. */
    void stop(@Observes ShutdownEvent event, Instance<Redrives> redrives) {
        if (isStarted) {
            redrives.get().close();
        }
    }
}
