package org.parkingrelay.redrive;

import org.parkingrelay.redrive.RefusedException.Kind;

/** Says what is wrong with what somebody ordered. */
final class Orders {

    private Orders() {}

    static void check(JobOrder order) {
        checkMeant(order);
        checkReason(order.kind(), order.reason());
    }

    /** All but the reason, which nobody has to know before they know what it is for. */
    static void checkMeant(JobOrder order) {
        require(
                order.rate() >= 1 && order.rate() <= JobOrder.FASTEST,
                "rate is out of bounds; expected is 1 to " + JobOrder.FASTEST + " letters a second");
        require(order.canary() >= 0, "canary is negative; expected is a number of letters, or 0 for none");
        checkNumber(order.selection().ids().size());
        boolean isOne = order.selection().ids().size() == 1 && order.kind().writes();
        require(!order.force() || isOne, "force is for redriving one letter by its name");
    }

    static void checkNumber(int letters) {
        require(
                letters <= JobOrder.MOST_NAMED,
                "ids names too many letters; expected are at most " + JobOrder.MOST_NAMED + ", or a filter");
    }

    static void checkReason(JobKind kind, String reason) {
        require(
                reason.length() <= JobOrder.LONGEST_REASON,
                "reason is too long; expected are at most " + JobOrder.LONGEST_REASON + " characters");
        require(kind != JobKind.DISCARD || !reason.isBlank(), "reason is missing; expected is why they are discarded");
    }

    private static void require(boolean isRight, String sentence) {
        if (!isRight) {
            throw new RefusedException(Kind.WRONG, sentence);
        }
    }
}
