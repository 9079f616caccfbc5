/**
 * How this relay is at one moment, for people: what flows, what waits, and what keeps it from flowing. Only looks.
 *
 * <p>Imports {@code binding}, {@code circle}, {@code delivery}, {@code intake}, {@code outcome}, {@code retry}, {@code store}, {@code
 * telemetry} and {@code wechatpay}.
 */
@NullMarked
package org.parkingrelay.overview;

import org.jspecify.annotations.NullMarked;
