/**
 * Who drives it: (app id, plate) to member openids; the store and how it is filled.
 *
 * <p>Imports {@code config}, {@code event} and {@code store}.
 */
@NullMarked
package org.parkingrelay.lookup;

import org.jspecify.annotations.NullMarked;
