package org.parkingrelay.event;

/** Which way a car went through a gate, relative to the car park. */
public enum Direction {
    /** The car drove in. */
    IN,
    /** The car drove out. */
    OUT
}
