package org.parkingrelay;

import io.quarkus.arc.DefaultBean;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.parkingrelay.console.DeadLetterDesk;
import org.parkingrelay.deadletter.LetterConsumers;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.deadletter.LetterTopic;
import org.parkingrelay.deadletter.ScanLimits;
import org.parkingrelay.retry.TimerThread;

/** Makes what reads dead letters known to the framework. */
@Singleton
class LetterBeans {

    /** Of the consumers: closing one may take its time. */
    private final TimerThread timer = new TimerThread();

    @Produces
    @Singleton
    LetterConsumers consumers(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        return LetterConsumers.from(kafka, timer);
    }

    void close(@Disposes LetterConsumers consumers) {
        timer.close();
        consumers.close();
    }

    @Produces
    @Singleton
    LetterReading reading(Relay relay) {
        return new LetterReading(relay.parts().mappings());
    }

    /** Where nothing can be done about letters, all are open. */
    @Produces
    @Singleton
    @DefaultBean
    LetterStates states() {
        return id -> LetterState.OPEN;
    }

    @Produces
    @Singleton
    LetterTopic topic(
            RelayConfiguration config, LetterConsumers consumers, LetterReading reading, LetterStates states) {
        return new LetterTopic(
                config.deadLetter().topic(), consumers, reading, states, ScanLimits.OF_A_REQUEST, System::nanoTime);
    }

    @Produces
    @Singleton
    DeadLetterDesk desk(LetterTopic topic, LetterReading reading, LetterStates states) {
        return new DeadLetterDesk(topic, reading, states);
    }
}
