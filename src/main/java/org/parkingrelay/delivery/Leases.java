package org.parkingrelay.delivery;

import java.time.Duration;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.wechatpay.WeChatPayConfig;

/**
 * How long a lease lasts: over two calls, one on each host, and what may lie between them. A relay that stood still for longer
 * sends nothing when it goes on.
 */
public final class Leases {

    private static final int CALLS = 3;
    private static final Duration SPARE = Duration.ofSeconds(5);
    /** For the way to the socket, and clocks that run unevenly. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private Leases() {}

    /** The limits of the newest-state rule. */
    public static ReportedStates.Limits limits(WeChatPayConfig wechatpay, DeliveryConfig delivery) {
        Duration lease = wechatpay.deadline().multipliedBy(CALLS).plus(SPARE);
        return new ReportedStates.Limits(lease, delivery.samePassageWindow());
    }

    /** How long before the lease ends the last call may begin. */
    public static Duration lastCall(WeChatPayConfig wechatpay) {
        return wechatpay.deadline().plus(MARGIN);
    }
}
