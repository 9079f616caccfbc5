package org.parkingrelay.deadletter;

import java.time.Instant;

/**
 * Letters of one cause.
 *
 * @param letters how many
 * @param first when the first of them was written
 * @param last when the last of them was written
 * @param sample the last of them
 */
public record LetterGroup(LetterCause cause, long letters, Instant first, Instant last, LetterId sample) {

    static LetterGroup of(LetterCause cause, DeadLetter letter) {
        return new LetterGroup(cause, 1, letter.at(), letter.at(), letter.id());
    }

    LetterGroup and(LetterGroup other) {
        boolean isLater = other.last.isAfter(last);
        return new LetterGroup(
                cause,
                letters + other.letters,
                other.first.isBefore(first) ? other.first : first,
                isLater ? other.last : last,
                isLater ? other.sample : sample);
    }
}
