package org.parkingrelay.delivery;

import java.util.Optional;
import org.parkingrelay.wechatpay.CallFacts;

/** What became of telling one member. */
sealed interface MemberResult {

    /** WeChat Pay took it. */
    record Accepted(int attempts, Optional<CallFacts> call) implements MemberResult {}

    /** There was nothing to tell, or no longer. */
    record Skipped(SkipReason reason) implements MemberResult {}

    /** WeChat Pay will not take it. */
    record Rejected(int attempts, CallFacts call) implements MemberResult {}

    /** WeChat Pay did not take it while it mattered. */
    record Exhausted(int attempts, Optional<CallFacts> call) implements MemberResult {}

    /** To be tried again later. */
    record Deferred(DeferReason reason, int attempts) implements MemberResult {}

    /** The right to go on has ended. */
    record Left() implements MemberResult {}
}
