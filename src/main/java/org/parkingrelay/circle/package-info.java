/**
 * Whose event it is: car park, business circle, merchant.
 *
 * <p>Imports {@code config} and {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.circle;

import org.jspecify.annotations.NullMarked;
