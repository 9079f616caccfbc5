package org.parkingrelay.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;

/** Ends an expression that would not end by itself, by counting: the same record ends the same way on any machine. */
final class StepLimit implements Jsonata.EntryCallback {

    /** A mapping takes a few hundred, one of a thousand events a few hundred thousand. */
    static final int MOST_STEPS = 1_000_000;

    private int steps;

    @Override
    public void callback(Parser.Symbol expression, Object input, Jsonata.Frame environment) {
        steps++;
        if (steps > MOST_STEPS) {
            throw new FunctionFault("does not end within " + MOST_STEPS + " steps");
        }
    }
}
