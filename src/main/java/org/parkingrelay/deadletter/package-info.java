/**
 * What could not be delivered: written aside with the reason, the original untouched.
 *
 * <p>Imports {@code delivery}, {@code outbox}, {@code retry}, {@code telemetry} and, for the facts of a call,
 * {@code wechatpay}.
 */
@NullMarked
package org.parkingrelay.deadletter;

import org.jspecify.annotations.NullMarked;
