package org.parkingrelay.redrive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an edited text differs from its original, line by line: what stands between the lines that both begin with and those that both
 * end with. With the original it gives the edited text back. Personal, as both texts are.
 *
 * @param line the first line that differs, from 1
 * @param before those lines of the original
 * @param after what stands in their place
 */
public record Difference(int line, List<String> before, List<String> after) {

    private static final String BREAK = "\n";

    public Difference {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * A value as people edit it.
     *
     * @throws IllegalArgumentException if it is no UTF-8: what an editor cannot show would be lost unseen
     */
    public static String textOf(byte @Nullable [] value) {
        try {
            return value == null
                    ? ""
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no UTF-8");
        }
    }

    /** The difference between two texts. */
    public static Difference between(String original, String edited) {
        List<String> old = lines(original);
        List<String> now = lines(edited);
        int most = Math.min(old.size(), now.size());
        int same = 0;
        while (same < most && old.get(same).equals(now.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < most - same && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        return new Difference(same + 1, old.subList(same, old.size() - tail), now.subList(same, now.size() - tail));
    }

    /** Whether there is none. */
    public boolean isNone() {
        return before.isEmpty() && after.isEmpty();
    }

    /**
     * The edited text of the original.
     *
     * @throws IllegalArgumentException if it is the difference of another
     */
    String applyTo(String original) {
        List<String> lines = new ArrayList<>(lines(original));
        int from = line - 1;
        if (from < 0
                || from + before.size() > lines.size()
                || !lines.subList(from, from + before.size()).equals(before)) {
            throw new IllegalArgumentException("the difference of another text");
        }
        lines.subList(from, from + before.size()).clear();
        lines.addAll(from, after);
        return String.join(BREAK, lines);
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split(BREAK, -1));
    }

    /** Hides what is personal. */
    @Override
    public String toString() {
        return "Difference[line " + line + ", -" + before.size() + " +" + after.size() + "]";
    }
}
