package org.parkingrelay.state;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.state.KeyState.Answer;
import org.parkingrelay.state.KeyState.Reported;

/**
 * Keeps states by fingerprint. Each step is atomic; each stage fails where the store does not answer, and repeating the step is
 * then safe.
 */
public interface StateStore {

    /**
     * The details of a {@link #begin}.
     *
     * @param retracts the event that is taken back, or empty
     * @param windowMicros states of the same direction and car park so close together are one passage
     * @param token tells the holder apart; the same for the same event of the same relay, so that a step may be repeated
     */
    record Wish(
            Reported wanted, String retracts, long windowMicros, String token, long leaseMillis, long forgetAtMillis) {}

    /** {@link KeyState#begin}. */
    CompletionStage<Answer> begin(String key, Wish wish);

    /**
     * {@link KeyState#accepted}.
     *
     * @param repeat whether the newest state was repeated
     */
    CompletionStage<ReportedStates.Recorded> accepted(String key, Wish wish, Reported reported, boolean repeat);

    /** {@link KeyState#givenUp}. */
    CompletionStage<Void> givenUp(String key, Wish wish, boolean inDoubt);

    /**
     * Notes what an event has the relay tell of one key.
     *
     * @return false where the event was taken back, and then nothing is noted
     */
    CompletionStage<Boolean> tell(String event, String key, String sealed, long forgetAtMillis);

    /** Takes an event back, for good; returns what was noted of it. */
    CompletionStage<List<String>> retract(String event, long forgetAtMillis);

    /** A secret that the store keeps, made at the first call: the same for all relays of the store. */
    CompletionStage<byte[]> secret();

    /** The newest state of a key, without changing anything; of {@link KeyState} nothing else counts. */
    CompletionStage<Optional<Reported>> peek(String key);

    /** Makes all steps that have completed durable; returns when they are. */
    void flush();
}
