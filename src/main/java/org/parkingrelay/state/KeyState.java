package org.parkingrelay.state;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Direction;
import org.parkingrelay.state.ReportedStates.Recorded;
import org.parkingrelay.state.StateStore.Wish;

/**
 * What is known of one key, and the newest-state rule itself: three steps, each of which reads and changes it. Mutable and not
 * thread-safe; the embedded store runs each step alone. {@code states.lua} is the same rule in Redis, and a test holds the two
 * together.
 */
final class KeyState {

    /** The newest accepted state. */
    @Nullable
    Reported newest;
    /** The direction before the newest state, for taking that back; null where none is known. */
    @Nullable
    Direction before;
    /** Events of which nobody can say whether a report of theirs came in after what was accepted since. */
    final Set<String> doubts = new HashSet<>();

    @Nullable
    Holder holder;

    long forgetAtMillis;

    /** A state with the fingerprints of its event and its car park. */
    record Reported(long micros, int rank, Direction direction, String event, String lot) {

        /** At the same instant IN counts as later: a member wrongly in loses nothing, one wrongly out loses points. */
        boolean isBefore(Reported other) {
            if (micros != other.micros) {
                return micros < other.micros;
            }
            if (rank != other.rank) {
                return rank < other.rank;
            }
            return direction == Direction.OUT && other.direction == Direction.IN;
        }

        Reported with(Direction other) {
            return new Reported(micros, rank, other, event, lot);
        }
    }

    /** Who is reporting. */
    record Holder(String token, String event, long untilMillis) {}

    /** What {@link #begin} came to. */
    record Answer(Kind kind, Direction direction, long micros, long busyMillis) {

        enum Kind {
            PROCEED,
            REPEAT,
            SUPERSEDED,
            DUPLICATE,
            BUSY
        }
    }

    /** Decides whether a state may be reported now, and makes the asking relay the holder if so. */
    Answer begin(Wish wish, long now) {
        Holder other = holder;
        if (other != null) {
            if (!other.token().equals(wish.token()) && other.untilMillis() > now) {
                return new Answer(Answer.Kind.BUSY, Direction.OUT, 0, other.untilMillis() - now);
            }
            // It may have died before or after its call, or have made it without being able to say so.
            doubts.add(other.event());
        }
        holder = null;
        Reported candidate =
                wish.retracts().isEmpty() ? wish.wanted() : wish.wanted().with(stateBefore(wish.retracts()));
        Reported known = newest;
        Answer.Kind kind = known == null ? Answer.Kind.PROCEED : decide(candidate, known, wish);
        if (kind == Answer.Kind.PROCEED || kind == Answer.Kind.REPEAT) {
            hold(wish, now);
        }
        Reported told = known != null && kind == Answer.Kind.REPEAT ? known : candidate;
        return new Answer(kind, told.direction(), told.micros(), 0);
    }

    private Answer.Kind decide(Reported candidate, Reported known, Wish wish) {
        if (known.event().equals(candidate.event())) {
            return Answer.Kind.DUPLICATE;
        }
        boolean isDoubtful = doubts.contains(candidate.event());
        boolean isSamePassage = wish.retracts().isEmpty()
                && known.direction() == candidate.direction()
                && known.lot().equals(candidate.lot())
                && Math.abs(known.micros() - candidate.micros()) <= wish.windowMicros();
        if (!known.isBefore(candidate)) {
            if (isDoubtful) {
                return Answer.Kind.REPEAT;
            }
            if (isSamePassage && before == null) {
                before = candidate.direction();
            }
            return isSamePassage ? Answer.Kind.DUPLICATE : Answer.Kind.SUPERSEDED;
        }
        if (isSamePassage && doubts.isEmpty()) {
            // Not reported, but known to be so still: whatever happened in between is over. Not so while a report of
            // what
            // happened in between may have come in.
            before = known.direction();
            newest = candidate;
            forgetAtMillis = Math.max(forgetAtMillis, wish.forgetAtMillis());
            return Answer.Kind.DUPLICATE;
        }
        return Answer.Kind.PROCEED;
    }

    private Direction stateBefore(String retracted) {
        Direction direction = null;
        if (newest != null) {
            direction = newest.event().equals(retracted) ? before : newest.direction();
        }
        return direction == null ? Direction.OUT : direction;
    }

    private void hold(Wish wish, long now) {
        holder = new Holder(wish.token(), wish.wanted().event(), now + wish.leaseMillis());
        forgetAtMillis = Math.max(forgetAtMillis, wish.forgetAtMillis());
    }

    /** Takes an acceptance down. */
    Recorded accepted(Wish wish, Reported reported, boolean repeat, long now) {
        Holder current = holder;
        boolean isHolder = current != null && current.token().equals(wish.token());
        boolean isOvertaken = newest != null && reported.isBefore(newest);
        boolean othersCall = current != null && !isHolder && current.untilMillis() > now;
        forgetAtMillis = Math.max(forgetAtMillis, wish.forgetAtMillis());
        // A lease that somebody took over left a doubt: whatever was called since may have come in after this.
        if (!isHolder && (repeat || isOvertaken || othersCall || doubts.contains(reported.event()))) {
            doubts.add(reported.event());
            return Recorded.OVERTAKEN;
        }
        if (!repeat && !isOvertaken) {
            if (newest == null || !newest.event().equals(reported.event())) {
                before = newest == null ? null : newest.direction();
            }
            newest = reported;
        }
        if (isHolder) {
            holder = null;
        }
        doubts.remove(reported.event());
        return Recorded.NEWEST;
    }

    /** Takes down that a call came to nothing. */
    void givenUp(Wish wish, boolean inDoubt) {
        if (holder != null && holder.token().equals(wish.token())) {
            holder = null;
        }
        if (inDoubt) {
            doubts.add(wish.wanted().event());
        }
        forgetAtMillis = Math.max(forgetAtMillis, wish.forgetAtMillis());
    }
}
