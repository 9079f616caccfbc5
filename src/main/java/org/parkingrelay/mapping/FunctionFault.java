package org.parkingrelay.mapping;

/** Thrown out of an expression by the relay's own functions and limits; the message is constant, so it holds no value. */
final class FunctionFault extends RuntimeException {

    FunctionFault(String message) {
        super(message, null, false, false);
    }
}
