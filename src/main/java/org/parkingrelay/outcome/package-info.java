/**
 * What became of each event, on a topic of its own, so that "she parked, why no points?" can be answered: written beside the intake and
 * never in its way, and read again for one car or one record.
 *
 * <p>Imports {@code config}, {@code delivery}, {@code event}, {@code outbox}, {@code telemetry} and {@code wechatpay}. Cars are keyed
 * hashes there: {@link org.parkingrelay.outcome.PlateHash}.
 */
@NullMarked
package org.parkingrelay.outcome;

import org.jspecify.annotations.NullMarked;
