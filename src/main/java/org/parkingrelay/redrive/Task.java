package org.parkingrelay.redrive;

import java.util.Map;

/**
 * A job to be gone on with.
 *
 * @param positions where to go on in each partition
 * @param ends where to stop
 * @param done letters so far
 * @param isCanaryOver whether there is none, or it was approved
 */
record Task(
        String job,
        JobOrder order,
        Map<Integer, Long> positions,
        Map<Integer, Long> ends,
        long done,
        boolean isCanaryOver) {

    /** How many letters may be done before somebody must look; as good as endless where nobody must. */
    long untilCanary() {
        return isCanaryOver ? Long.MAX_VALUE : Math.max(0, order.canary() - done);
    }
}
