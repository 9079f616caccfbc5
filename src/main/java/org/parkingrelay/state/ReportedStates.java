package org.parkingrelay.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.state.KeyState.Answer;
import org.parkingrelay.state.KeyState.Reported;
import org.parkingrelay.state.StateStore.Wish;

/**
 * What WeChat Pay has been told, and who is about to tell it something: asked before each call, told after it. Nothing personal
 * passes to the store in the clear. Every stage fails where the store does not answer; repeating the step is then safe.
 */
public final class ReportedStates {

    private final StateStore store;
    private final Optional<byte[]> secret;
    private final Limits limits;
    /** Leases of another relay, or of an earlier life of this one, are not this one's. */
    private final String owner;

    private volatile @Nullable Codes codes;

    private record Codes(Fingerprints fingerprints, Seal seal) {

        static Codes of(byte[] secret) {
            Fingerprints fingerprints = new Fingerprints(secret);
            return new Codes(fingerprints, new Seal(fingerprints));
        }
    }

    /**
     * How long things hold.
     *
     * @param lease longer than the longest call; so long a key waits for a relay that died
     * @param samePassage states of the same direction and car park so close together are one passage
     */
    public record Limits(Duration lease, Duration samePassage) {}

    /** How an acceptance was taken down. */
    public enum Recorded {
        /** No newer state is known. */
        NEWEST,
        /** The lease ended too early, and another call was made or begun meanwhile: begin again, to repeat the newest. */
        OVERTAKEN
    }

    /**
     * States in a store.
     *
     * @param secret for the keyed hashes, the same for all relays of the store; empty for one that the store keeps
     * @param owner names this process among all that use the store
     */
    public ReportedStates(StateStore store, Optional<byte[]> secret, Limits limits, String owner) {
        this.store = store;
        this.secret = secret;
        this.limits = limits;
        this.owner = owner;
    }

    private CompletionStage<Codes> codes() {
        Codes known = codes;
        if (known != null) {
            return CompletableFuture.completedStage(known);
        }
        CompletionStage<byte[]> asked =
                secret.isPresent() ? CompletableFuture.completedStage(secret.get()) : store.secret();
        return asked.thenApply(bytes -> {
            Codes fresh = Codes.of(bytes);
            codes = fresh;
            return fresh;
        });
    }

    /**
     * Asks to report a state.
     *
     * @param circle the circle's name, kept for {@link #retract}
     */
    public CompletionStage<Begin> begin(String circle, StateKey key, Candidate candidate) {
        return codes().thenCompose(known -> {
            Fingerprints fingerprints = known.fingerprints();
            String keyPrint = fingerprints.of(key);
            Wish wish = wish(fingerprints, candidate);
            CompletionStage<Boolean> stands = candidate.retracts().isPresent()
                    ? CompletableFuture.completedStage(true)
                    : store.tell(
                            wish.wanted().event(),
                            keyPrint,
                            known.seal().close(Told.of(circle, key, candidate)),
                            wish.forgetAtMillis());
            // Sent together where the store is a network away.
            CompletionStage<Answer> answer = store.begin(keyPrint, wish);
            return stands.thenCombine(answer, (noted, begun) -> new Asked(noted, begun))
                    .thenCompose(asked -> asked.stands()
                            ? CompletableFuture.completedStage(begun(keyPrint, wish, asked.answer()))
                            : store.givenUp(keyPrint, wish, false).thenApply(done -> new Begin.Superseded()));
        });
    }

    private record Asked(boolean stands, Answer answer) {}

    private static Begin begun(String keyPrint, Wish wish, Answer answer) {
        return switch (answer.kind()) {
            case PROCEED, REPEAT ->
                new Begin.Proceed(
                        new Lease(keyPrint, wish, answer.direction(), answer.kind() == Answer.Kind.REPEAT),
                        answer.direction(),
                        Instant.ofEpochSecond(answer.micros() / 1_000_000, answer.micros() % 1_000_000 * 1_000));
            case SUPERSEDED -> new Begin.Superseded();
            case DUPLICATE -> new Begin.Duplicate();
            case BUSY -> new Begin.Busy(Duration.ofMillis(answer.busyMillis()));
        };
    }

    /** What would come of asking to report a state. */
    public enum Prospect {
        /** It would be reported. */
        REPORTED,
        /** A later state was reported. */
        SUPERSEDED,
        /** It was reported already. */
        DUPLICATE
    }

    /** What {@link #begin} would come to, as far as is known; changes nothing. */
    public CompletionStage<Prospect> foresee(StateKey key, Candidate candidate) {
        return codes().thenCompose(known -> store.peek(known.fingerprints().of(key))
                .thenApply(newest -> {
                    KeyState copy = new KeyState();
                    copy.newest = newest.orElse(null);
                    return switch (copy.begin(wish(known.fingerprints(), candidate), 0)
                            .kind()) {
                        case SUPERSEDED -> Prospect.SUPERSEDED;
                        case DUPLICATE -> Prospect.DUPLICATE;
                        case PROCEED, REPEAT, BUSY -> Prospect.REPORTED;
                    };
                }));
    }

    /** WeChat Pay accepted what the lease was for. */
    public CompletionStage<Recorded> accepted(Lease lease) {
        return store.accepted(lease.key(), lease.wish(), lease.wish().wanted().with(lease.reported()), lease.repeat());
    }

    /**
     * The call came to nothing.
     *
     * @param inDoubt whether WeChat Pay may have accepted it all the same, or may yet
     */
    public CompletionStage<Void> givenUp(Lease lease, boolean inDoubt) {
        return store.givenUp(lease.key(), lease.wish(), inDoubt);
    }

    /**
     * Takes an event back: from now on nobody begins for it.
     *
     * @return what was begun for it so far, one for each member
     */
    public CompletionStage<List<Told>> retract(String lotId, String eventId, Instant forgetAt) {
        return codes().thenCompose(known -> store.retract(
                        known.fingerprints().ofEvent(lotId, eventId), forgetAt.toEpochMilli())
                .thenApply(notes -> notes.stream().map(known.seal()::open).toList()));
    }

    /** How long a lease lasts: no call may begin so late that it could outlast it. */
    public Duration lease() {
        return limits.lease();
    }

    /** Makes all steps that have completed durable; returns when they are. */
    public void flush() {
        store.flush();
    }

    private Wish wish(Fingerprints fingerprints, Candidate candidate) {
        String event = fingerprints.ofEvent(candidate.lotId(), candidate.eventId());
        Reported wanted = new Reported(
                candidate.micros(),
                candidate.rank(),
                candidate.direction(),
                event,
                fingerprints.ofLot(candidate.lotId()));
        String retracts = candidate
                .retracts()
                .map(eventId -> fingerprints.ofEvent(candidate.lotId(), eventId))
                .orElse("");
        return new Wish(
                wanted,
                retracts,
                limits.samePassage().toNanos() / 1_000,
                owner + "." + event,
                limits.lease().toMillis(),
                candidate.forgetAt().toEpochMilli());
    }
}
