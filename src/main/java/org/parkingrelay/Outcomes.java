package org.parkingrelay;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.outcome.OutcomeCheck;
import org.parkingrelay.outcome.OutcomeConfig;
import org.parkingrelay.outcome.OutcomeLog;
import org.parkingrelay.outcome.OutcomeState;
import org.parkingrelay.outcome.OutcomeWriter;
import org.parkingrelay.state.DerivedSecrets;
import org.parkingrelay.telemetry.Meters;

/** How this relay writes down what becomes of events, if it does, and the secret that cars are hashed with. */
final class Outcomes implements AutoCloseable {

    /** For which the secret is derived, so that hashes of the store and of the topic cannot be compared. */
    private static final String PURPOSE = "outcomes";

    private final OutcomeState state;
    private final DerivedSecrets secrets;
    private final Optional<OutcomeWriter> writer;
    private final boolean isOfMembers;

    private Outcomes(OutcomeState state, DerivedSecrets secrets, Optional<OutcomeWriter> writer, boolean isOfMembers) {
        this.state = state;
        this.secrets = secrets;
        this.writer = writer;
        this.isOfMembers = isOfMembers;
    }

    /** Begins to write, where there is a topic. */
    static Outcomes of(
            RelayConfiguration config,
            Supplier<Producer<byte[], byte[]>> producers,
            CheckedParts parts,
            Clock clock,
            Meters meters) {
        OutcomeState state = new OutcomeState(OutcomeCheck.topic(config.outcome()), clock, meters);
        DerivedSecrets secrets = new DerivedSecrets(parts.stores().states(), parts.secret());
        Optional<OutcomeWriter> writer = state.topic()
                .map(topic -> new OutcomeWriter(
                                topic,
                                producers,
                                () -> secret(secrets),
                                lot -> parts.circles()
                                        .ofLot(lot)
                                        .map(Circle::name)
                                        .orElse(""),
                                config.delivery().dryRun(),
                                clock,
                                state)
                        .start());
        return new Outcomes(state, secrets, writer, config.outcome().events().equals(OutcomeConfig.MEMBERS));
    }

    OutcomeLog log() {
        OutcomeLog all = writer.<OutcomeLog>map(writes -> writes).orElse(OutcomeLog.none());
        return isOfMembers ? all.ofMembers() : all;
    }

    OutcomeState state() {
        return state;
    }

    /** With which the plates are hashed; fails where the store does not answer. */
    CompletionStage<byte[]> secret() {
        return secret(secrets);
    }

    static CompletionStage<byte[]> secret(DerivedSecrets secrets) {
        return secrets.of(PURPOSE);
    }

    @Override
    public void close() {
        writer.ifPresent(OutcomeWriter::close);
    }
}
