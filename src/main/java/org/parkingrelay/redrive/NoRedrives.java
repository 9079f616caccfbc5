package org.parkingrelay.redrive;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.redrive.RefusedException.Kind;

/** Where nothing is done about dead letters: all are open, and whoever wants something done is told why not. */
public final class NoRedrives implements Redrives {

    private final String why;

    /** With the reason, in a sentence. */
    public NoRedrives(String why) {
        this.why = why;
    }

    private RefusedException refused() {
        return new RefusedException(Kind.UNAVAILABLE, why);
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.of(why);
    }

    @Override
    public LetterStates states() {
        return id -> LetterState.OPEN;
    }

    @Override
    public Preview preview(JobOrder order, Optional<String> cursor) {
        throw refused();
    }

    @Override
    public Job start(String who, JobOrder order) {
        throw refused();
    }

    @Override
    public Job edit(String who, LetterId letter, String text, String reason, boolean force) {
        throw refused();
    }

    @Override
    public Optional<Job> current() {
        return Optional.empty();
    }

    @Override
    public List<Job> recent() {
        return List.of();
    }

    @Override
    public Optional<Job> job(String id) {
        return Optional.empty();
    }

    @Override
    public Job pause(String who, String id) {
        throw refused();
    }

    @Override
    public Job resume(String who, String id) {
        throw refused();
    }

    @Override
    public Job cancel(String who, String id) {
        throw refused();
    }

    @Override
    public int discard(String who, List<LetterId> letters, String reason) {
        throw refused();
    }

    @Override
    public int restore(String who, List<LetterId> letters, String reason) {
        throw refused();
    }

    @Override
    public Results results(String job, Optional<String> cursor) {
        throw refused();
    }

    @Override
    public Optional<Deed> deed(LetterId letter) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
