/**
 * Where things are kept, whatever they are: the file of the embedded store, and the connection to Redis.
 *
 * <p>Imports {@code config} and {@code telemetry}.
 */
@NullMarked
package org.parkingrelay.store;

import org.jspecify.annotations.NullMarked;
