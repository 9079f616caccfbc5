package org.parkingrelay.event;

/** What an event says about a passage. The set is open: what a later producer adds is {@link #OTHER}. */
public enum EventKind {
    /** A car passed. */
    PASSAGE,
    /** Plate or direction of an earlier event were wrong. */
    CORRECTION,
    /** An earlier event did not happen. */
    CANCELLATION,
    /** A kind that this version does not know; the contract asks readers to ignore it. */
    OTHER
}
