/**
 * What the relay itself writes to Kafka: records set aside, whether for later or for a person. Each is a copy of the record that
 * was read, and that one is settled only when Kafka has confirmed the copy.
 *
 * <p>Imports {@code delivery}, {@code retry} and {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.outbox;

import org.jspecify.annotations.NullMarked;
