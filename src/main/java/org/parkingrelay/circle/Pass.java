package org.parkingrelay.circle;

/** What came of waiting for permission to make one call. */
public enum Pass {
    /** One call may be made now; {@link Lane#tell} must follow, exactly once. */
    GO,
    /** There is no room to wait in this lane while others could use it; the event is put aside. */
    FULL,
    /** The claim ended, or the time to wait did. */
    ENDED
}
