package org.parkingrelay.circle;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The room that all lanes share to wait in. A lane may hold as many as there is room left, so that k lanes that do not move
 * leave 1/(k+1) of it free: the dynamic threshold of Choudhury and Hahne (IEEE/ACM Transactions on Networking 6(2), 1998).
 * Thread-safe.
 */
final class WaitingRoom {

    private final int room;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * An empty room.
     *
     * @param room the most that may wait in all lanes together
     */
    WaitingRoom(int room) {
        this.room = room;
    }

    /**
     * Takes a place if the lane may have one more.
     *
     * @param held how many places the lane has
     */
    boolean enterIfFair(int held) {
        int before = waiting.getAndUpdate(all -> held < room - all ? all + 1 : all);
        return held < room - before;
    }

    /** Takes a place, come what may. */
    void enter() {
        waiting.incrementAndGet();
    }

    void leave() {
        waiting.decrementAndGet();
    }
}
