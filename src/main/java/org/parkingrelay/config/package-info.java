/**
 * Wrong configuration, told in one line per key. Every room checks its own keys and reports here; what is wrong in all of
 * them is shown at once, and the start stops.
 *
 * <p>Imports no other room.
 */
@NullMarked
package org.parkingrelay.config;

import org.jspecify.annotations.NullMarked;
