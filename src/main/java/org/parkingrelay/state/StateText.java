package org.parkingrelay.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Direction;
import org.parkingrelay.state.KeyState.Holder;
import org.parkingrelay.state.KeyState.Reported;

/** A {@link KeyState} as one line: its fields with spaces between, {@code -} for what there is not. */
final class StateText {

    private static final String NONE = "-";
    private static final int FIELDS = 11;

    private StateText() {}

    /** Reads a line, a new state from null. */
    static KeyState read(@Nullable String text) {
        KeyState state = new KeyState();
        if (text == null) {
            return state;
        }
        String[] fields = text.split(" ", FIELDS);
        state.forgetAtMillis = Long.parseLong(fields[0]);
        if (!fields[1].equals(NONE)) {
            state.newest = new Reported(
                    Long.parseLong(fields[1]),
                    Integer.parseInt(fields[2]),
                    Direction.valueOf(fields[3]),
                    fields[4],
                    fields[5]);
        }
        state.before = fields[6].equals(NONE) ? null : Direction.valueOf(fields[6]);
        if (!fields[7].equals(NONE)) {
            state.holder = new Holder(fields[7], fields[8], Long.parseLong(fields[9]));
        }
        if (!fields[10].equals(NONE)) {
            state.doubts.addAll(List.of(fields[10].split(",")));
        }
        return state;
    }

    static String write(KeyState state) {
        Reported newest = state.newest;
        String reported = newest == null
                ? "- - - - -"
                : newest.micros() + " " + newest.rank() + " " + newest.direction() + " " + newest.event() + " "
                        + newest.lot();
        Holder holder = state.holder;
        return String.join(
                " ",
                String.valueOf(state.forgetAtMillis),
                reported,
                state.before == null ? NONE : state.before.name(),
                holder == null ? "- - -" : holder.token() + " " + holder.event() + " " + holder.untilMillis(),
                state.doubts.isEmpty() ? NONE : String.join(",", state.doubts));
    }

    static long forgetAtMillis(String text) {
        return Long.parseLong(text.substring(0, text.indexOf(' ')));
    }
}
