package org.parkingrelay.redrive;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.parkingrelay.redrive.RefusedException.Kind;

/** Asks Kafka, and says in a sentence where it does not answer. */
final class Questions {

    private static final Duration TURN = Duration.ofSeconds(2);
    private static final int MOST = 3;

    private final Semaphore turns = new Semaphore(MOST, true);

    /** What reads many records: a few at a time, since each has a consumer of its own. */
    <T> T few(Supplier<T> question) {
        boolean isMine = false;
        try {
            isMine = turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
            if (!isMine) {
                throw new RefusedException(
                        Kind.UNAVAILABLE, "others look at many letters at the same time; try again in a while");
            }
            return answered(question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Kind.UNAVAILABLE, "the relay ends");
        } finally {
            if (isMine) {
                turns.release();
            }
        }
    }

    /** Also where Kafka's name is not known just now, which its client takes for a wrong configuration. */
    static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException | ConfigurationException e) {
            throw new RefusedException(
                    Kind.UNAVAILABLE,
                    "Kafka does not answer (" + e.getClass().getSimpleName() + "); try again in a while");
        }
    }
}
