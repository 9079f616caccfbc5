package org.parkingrelay.redrive;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterStates;

/**
 * What can be done about dead letters, for whoever does it: API, pages and commands. Each method asks Kafka where it must and returns
 * when that has answered, within seconds; none may be called on an event loop. All throw {@link RefusedException}.
 */
public interface Redrives extends AutoCloseable {

    /** Why nothing can be done now, in a sentence; empty where all is well. */
    Optional<String> unavailable();

    /** What was done about each letter, as far as the journal was read. */
    LetterStates states();

    /**
     * What a job would do, without doing it: looks at letters for less than a second. Whoever wants to know all of it asks again with the
     * cursor until there is none; what is answered counts from the beginning.
     *
     * @param order whose rate and reason do not count
     * @param cursor of the answer before; empty at first
     */
    Preview preview(JobOrder order, Optional<String> cursor);

    /** Starts a job over the letters that there are now. One at a time: refused while another is not over. */
    Job start(String who, JobOrder order);

    /**
     * Redrives a letter with another value.
     *
     * @param text the value, in the place of the letter's own
     */
    Job edit(String who, LetterId letter, String text, String reason, boolean force);

    /** The job that is not over. */
    Optional<Job> current();

    /** The last jobs, the newest first, the current one included. */
    List<Job> recent();

    /** One of {@link #recent}. */
    Optional<Job> job(String id);

    /** Has a job stop for a while. It does within a second. */
    Job pause(String who, String id);

    /** Has a paused job go on, or one that waits after its canary. */
    Job resume(String who, String id);

    /** Ends a job; what it did stays done. */
    Job cancel(String who, String id);

    /** Discards some open letters at once, whether or not a job runs; returns how many there were. */
    int discard(String who, List<LetterId> letters, String reason);

    /** Takes discarded letters back at once; returns how many there were. */
    int restore(String who, List<LetterId> letters, String reason);

    /**
     * What a job did, letter by letter.
     *
     * @param cursor of the answer before; empty at first
     */
    Results results(String job, Optional<String> cursor);

    /** The last thing that was done about a letter; of long ago it may not be found. */
    Optional<Deed> deed(LetterId letter);

    @Override
    void close();
}
