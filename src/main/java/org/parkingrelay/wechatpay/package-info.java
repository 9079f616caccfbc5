/**
 * The protocol of WeChat Pay (APIv3): sign, send, verify, classify. Request in, one of a closed set of outcomes out. Knows
 * nothing of Kafka or gates.
 *
 * <p>Imports {@code config} and {@code telemetry}. Facts are cited by their page, {@code D:nnn} standing for
 * {@code https://pay.weixin.qq.com/doc/v3/merchant/nnn}.
 */
@NullMarked
package org.parkingrelay.wechatpay;

import org.jspecify.annotations.NullMarked;
