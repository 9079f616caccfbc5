/**
 * What could not be delivered: written aside with the reason, the original untouched; and read again, for people.
 *
 * <p>Imports {@code delivery}, {@code outbox}, {@code retry}, {@code telemetry}, for the facts of a call {@code wechatpay}, and to read
 * the events of a letter {@code contract}, {@code event} and {@code mapping}.
 */
@NullMarked
package org.parkingrelay.deadletter;

import org.jspecify.annotations.NullMarked;
