/**
 * Kafka in: record to event; settles each record by its disposition.
 *
 * <p>Imports all rooms below it: {@code config}, {@code deadletter}, {@code delivery}, {@code event}, {@code outbox}, {@code retry} and
 * {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.intake;

import org.jspecify.annotations.NullMarked;
