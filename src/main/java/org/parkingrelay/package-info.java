/**
 * The relay assembled. One package per room, in the order the data moves: {@code event}, {@code intake}, {@code circle},
 * {@code lookup}, {@code delivery}, {@code wechatpay}, {@code retry}, {@code deadletter}, {@code console}; beside them {@code config} and
 * {@code telemetry}. Only this package sees all of them.
 */
@NullMarked
package org.parkingrelay;

import org.jspecify.annotations.NullMarked;
