package org.parkingrelay.redrive;

/** Something is not done, for a reason that people are told. Holds nothing personal. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of reason it is. */
    public enum Kind {
        /** Another job runs, or the job is in a state in which that cannot be. */
        CONFLICT,
        /** There is no such job or letter. */
        UNKNOWN,
        /** What was asked for makes no sense. */
        WRONG,
        /** It was asked for, and Kafka did not confirm it: it may be done. */
        UNSURE,
        /** Kafka does not let it, does not answer, or redriving is switched off. */
        UNAVAILABLE
    }

    private final Kind kind;

    /** With a sentence for people. */
    public RefusedException(Kind kind, String sentence) {
        super(sentence, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
