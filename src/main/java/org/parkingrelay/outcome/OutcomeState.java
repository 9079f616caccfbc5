package org.parkingrelay.outcome;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** How the writing of outcomes goes: counted, told in the log when it begins to fail and when it is well again. Thread-safe. */
public final class OutcomeState {

    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class);

    private static final String WRITTEN = "written";

    /** A queue that is full is empty a moment later; telling each time would tell without end. */
    private static final Duration NOT_TOLD_AGAIN = Duration.ofMinutes(10);

    /** Why an outcome was not written. */
    public enum Loss {
        /** More came than could be written. */
        FULL("More events come than outcomes can be written; some are left out, and nothing else is held up"),
        /** Kafka does not know the topic, or does not answer at all. */
        NO_TOPIC(
                "Kafka does not show the topic of outcomes; create it, or set relay.outcome.topic=none. Until then cars"
                        + " cannot be traced, and nothing else is held up"),
        /** Kafka refuses the relay's user. */
        NOT_ALLOWED(
                "Kafka does not let the relay write the topic of outcomes; allow its user WRITE on it. Until then cars"
                        + " cannot be traced, and nothing else is held up"),
        /** The store did not say with which key cars are hashed. */
        NO_KEY("The store, which has the key of the cars' hashes, does not answer; until then outcomes are left out"),
        /** A fault of the relay itself. */
        FAULT("A fault of the relay kept an outcome from being written; please report it. Nothing else is held up"),
        /** Kafka had it, or not. */
        NOT_CONFIRMED("Kafka did not confirm outcomes; they are left out, and nothing else is held up");

        private final String sentence;

        Loss(String sentence) {
            this.sentence = sentence;
        }

        /** Lower case, as in metrics. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What Kafka's client failed with. */
        static Loss of(Throwable failure) {
            if (failure instanceof AuthorizationException || failure instanceof AuthenticationException) {
                return NOT_ALLOWED;
            }
            boolean isUnseen = failure instanceof TimeoutException
                    && String.valueOf(failure.getMessage()).contains("metadata");
            return isUnseen || failure instanceof UnknownTopicOrPartitionException ? NO_TOPIC : NOT_CONFIRMED;
        }
    }

    private final Optional<String> topic;
    private final Clock clock;
    private final Meters meters;
    private volatile @Nullable Loss failing;
    private final Map<Loss, Instant> told = new EnumMap<>(Loss.class);

    /**
     * A state of which nothing is known yet.
     *
     * @param topic empty where nothing is written
     */
    public OutcomeState(Optional<String> topic, Clock clock, Meters meters) {
        this.topic = topic;
        this.clock = clock;
        this.meters = meters;
        meters.counter(RelayMeter.OUTCOME_RECORDS, WRITTEN);
        for (Loss loss : Loss.values()) {
            meters.counter(RelayMeter.OUTCOME_RECORDS, loss.tag());
        }
    }

    /** The topic, where there is one. */
    public Optional<String> topic() {
        return topic;
    }

    /** Why nothing can be written now; empty where it can, or nobody has tried. */
    public Optional<Loss> failing() {
        return Optional.ofNullable(failing);
    }

    boolean isFailing() {
        return failing != null;
    }

    void written(int outcomes) {
        meters.counter(RelayMeter.OUTCOME_RECORDS, WRITTEN).increment(outcomes);
        if (failing != null) {
            changed(null);
        }
    }

    /** Some were lost for this reason. */
    void lost(Loss why, int outcomes) {
        meters.counter(RelayMeter.OUTCOME_RECORDS, why.tag()).increment(outcomes);
        if (why == Loss.FULL) {
            full();
        } else if (failing != why) {
            changed(why);
        }
    }

    /** Some more, since it still fails. */
    void lostAgain(int outcomes) {
        Loss why = failing;
        lost(why == null ? Loss.NOT_CONFIRMED : why, outcomes);
    }

    /** One was lost by the relay's own fault; the next may go well. */
    void fault(RuntimeException failure) {
        meters.counter(RelayMeter.OUTCOME_RECORDS, Loss.FAULT.tag()).increment();
        if (isToBeTold(Loss.FAULT)) {
            LogLine.with(LogKey.TOPIC, topic.orElse(""))
                    .and(LogKey.FAULT, failure.getClass().getName())
                    .log(LOG, Logger.Level.ERROR, Loss.FAULT.sentence);
        }
    }

    private void full() {
        if (isToBeTold(Loss.FULL)) {
            tell(Logger.Level.WARN, Loss.FULL.sentence);
        }
    }

    private synchronized boolean isToBeTold(Loss passing) {
        Instant now = clock.instant();
        Instant before = told.get(passing);
        boolean isNews = before == null || before.isBefore(now.minus(NOT_TOLD_AGAIN));
        if (isNews) {
            told.put(passing, now);
        }
        return isNews;
    }

    private synchronized void changed(@Nullable Loss now) {
        if (failing == now) {
            return;
        }
        failing = now;
        if (now == null) {
            tell(Logger.Level.INFO, "Outcomes are written again");
        } else {
            tell(Logger.Level.WARN, now.sentence);
        }
    }

    private void tell(Logger.Level level, String sentence) {
        LogLine.with(LogKey.TOPIC, topic.orElse("")).log(LOG, level, sentence);
    }
}
