package org.parkingrelay.wechatpay;

import java.io.Serial;

/** A call that was not made, because the time in which it might be made was over. */
final class NeverSentException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    NeverSentException() {
        super("not sent: the time in which it might be was over");
    }
}
