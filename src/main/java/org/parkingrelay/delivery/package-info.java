/**
 * One event in, one disposition out.
 *
 * <p>Imports {@code circle}, {@code config}, {@code event}, {@code lookup}, {@code retry}, {@code state}, {@code store},
 * {@code telemetry} and {@code wechatpay}.
 */
@NullMarked
package org.parkingrelay.delivery;

import org.jspecify.annotations.NullMarked;
