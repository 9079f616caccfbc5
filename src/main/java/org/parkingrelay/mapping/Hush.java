package org.parkingrelay.mapping;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JSONata library from printing. Where an expression calls a value as if it were a function, or a text is no URL, the
 * library writes it to the process's output, and it may be a plate.
 */
public final class Hush {

    private static final ThreadLocal<Boolean> HUSHED = ThreadLocal.withInitial(() -> false);

    private Hush() {}

    /** From now on nothing that a thread prints while it evaluates an expression is written. To be called once, at the start. */
    public static void install() {
        System.setOut(new Listening(System.out));
        System.setErr(new Listening(System.err));
    }

    /** Runs the evaluation of an expression. */
    static <T> @Nullable T during(Supplier<@Nullable T> evaluation) {
        HUSHED.set(true);
        try {
            return evaluation.get();
        } finally {
            HUSHED.set(false);
        }
    }

    /** Passes on what is printed, in the encoding of the stream behind it, unless its thread is evaluating. */
    private static final class Listening extends PrintStream {

        private final PrintStream behind;

        Listening(PrintStream behind) {
            super(behind, true);
            this.behind = behind;
        }

        @Override
        public void print(@Nullable String text) {
            if (!HUSHED.get()) {
                behind.print(text);
            }
        }

        @Override
        public void println(@Nullable String text) {
            if (!HUSHED.get()) {
                behind.println(text);
            }
        }

        @Override
        public void println(@Nullable Object value) {
            if (!HUSHED.get()) {
                behind.println(value);
            }
        }

        @Override
        public void write(int b) {
            if (!HUSHED.get()) {
                behind.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (!HUSHED.get()) {
                behind.write(bytes, offset, length);
            }
        }
    }
}
