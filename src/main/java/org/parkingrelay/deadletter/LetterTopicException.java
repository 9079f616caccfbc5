package org.parkingrelay.deadletter;

/** The dead-letter topic cannot be read now; the text says why and what to do, and holds nothing personal. */
public final class LetterTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LetterTopicException(String text) {
        // No cause: what a client says may quote its configuration.
        super(text, null, false, false);
    }

    /** Why, as a sentence. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
