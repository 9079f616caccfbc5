/**
 * What people do about dead letters: put them back through the front door, edited or as they are, discard and restore them. The topic of
 * the letters is never changed; all that was done is an entry of the journal, a topic of its own, and what a process knows of it is those
 * entries, folded.
 *
 * <p>Imports {@code config}, {@code contract}, {@code deadletter}, {@code delivery}, {@code event}, {@code outbox} and {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.redrive;

import org.jspecify.annotations.NullMarked;
