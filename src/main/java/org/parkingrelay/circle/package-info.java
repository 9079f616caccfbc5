/**
 * Whose event it is: car park, business circle, merchant; and the lane in which a merchant's calls go.
 *
 * <p>Imports {@code config}, {@code retry} and {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.circle;

import org.jspecify.annotations.NullMarked;
