/**
 * Who says which member bound which plate: the compacted topic, and the CSV file. Both go through the normaliser of the gates'
 * plates.
 *
 * <p>Imports {@code config}, {@code event}, {@code lookup}, {@code outbox}, {@code retry}, {@code store} and {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.binding;

import org.jspecify.annotations.NullMarked;
