/**
 * Who drives it: (app id, plate) to member openids; the stores of bindings.
 *
 * <p>Imports {@code config}, {@code event}, {@code store} and {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.lookup;

import org.jspecify.annotations.NullMarked;
